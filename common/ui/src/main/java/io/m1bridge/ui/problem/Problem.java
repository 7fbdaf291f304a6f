package io.m1bridge.ui.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as a caller or a person at a page sees it (RFC 9457, plus {@code advice}).
 *
 * <p>Everything in it leaves the service: no token, no secret, no stack trace, no data of a contact
 * that the caller did not send itself.
 *
 * @param type identifies the kind of problem, {@code urn:m1-bridge:problem:<name>}; {@code
 *     about:blank} where the status says it all
 * @param title the kind of problem in a few words, the same for every occurrence
 * @param status the HTTP status, 400 to 599
 * @param detail what happened this time; null if the title says it all
 * @param instance this occurrence: the path that was asked for, or {@code urn:m1-bridge:error:<id>}
 *     that the log has too
 * @param advice what the reader can do about it; null if nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    URI type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String instance,
    @Nullable String advice) {

  /** The media type of a problem as JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final URI NO_TYPE = URI.create("about:blank");

  /**
   * @throws IllegalArgumentException if {@code status} is not an error's
   */
  public Problem {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(title, "title");
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("a problem's status is 400 to 599, not " + status);
    }
  }

  /** A problem that its status names well enough. */
  public static Problem of(int status, String title) {
    return new Problem(NO_TYPE, title, status, null, null, null);
  }

  /**
   * A problem of a kind of its own.
   *
   * @param name lower case with dashes, e.g. {@code account-not-connected}
   */
  public static Problem of(int status, String name, String title) {
    return new Problem(
        URI.create("urn:m1-bridge:problem:" + name), title, status, null, null, null);
  }

  public Problem withDetail(String newDetail) {
    return new Problem(type, title, status, newDetail, instance, advice);
  }

  public Problem withAdvice(String newAdvice) {
    return new Problem(type, title, status, detail, instance, newAdvice);
  }

  public Problem withInstance(String newInstance) {
    return new Problem(type, title, status, detail, newInstance, advice);
  }

  /** To throw from a resource: {@code throw Problem.of(…).toException()}. */
  public ProblemException toException() {
    return new ProblemException(this);
  }
}
