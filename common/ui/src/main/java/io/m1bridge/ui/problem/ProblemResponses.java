package io.m1bridge.ui.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a problem into bytes: a page for a browser, JSON for everyone else. */
@ApplicationScoped
public class ProblemResponses {

  private final Template page;
  private final ObjectMapper json;

  @Inject
  ProblemResponses(@Location("m1bridge/problem.html") Template page, ObjectMapper json) {
    this.page = page;
    this.json = json;
  }

  /**
   * A body with its media type.
   *
   * @param mediaType {@value Problem#MEDIA_TYPE} or HTML
   */
  public record Body(String mediaType, String content) {}

  /**
   * @param accept the request's {@code Accept} header, null if it has none
   */
  public Body render(Problem problem, @Nullable String accept) {
    return wantsHtml(accept)
        ? new Body("text/html;charset=UTF-8", page.data("problem", problem).render())
        : new Body(Problem.MEDIA_TYPE, toJson(problem));
  }

  /** Browsers name text/html; API clients name JSON, or everything, or nothing. */
  public static boolean wantsHtml(@Nullable String accept) {
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
  }

  private String toJson(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a problem is made of strings and a number, and still has no JSON", e);
    }
  }
}
