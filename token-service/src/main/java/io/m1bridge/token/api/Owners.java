package io.m1bridge.token.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.UnreadableAccount;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.ui.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a request at the account's owner: here, or by sending it there, once. A header guards
 * against a loop while ownership moves; then the caller gets 503 and comes again.
 */
@ApplicationScoped
public class Owners {

  /** Marks a request that another replica has sent on. */
  public static final String FORWARDED = "M1bridge-Forwarded";

  private static final Logger LOG = LoggerFactory.getLogger(Owners.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(140);
  private static final List<String> PASSED_ON =
      List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, HttpHeaders.ACCEPT, "User-Agent");
  private static final List<String> PASSED_BACK =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.LOCATION,
          HttpHeaders.SET_COOKIE,
          HttpHeaders.RETRY_AFTER,
          HttpHeaders.CACHE_CONTROL);

  private final FencedLog log;
  private final HttpClient http;
  private final ObjectMapper json;

  Owners(FencedLog log, HttpClient http, ObjectMapper json) {
    this.log = log;
    this.http = http;
    this.json = json;
  }

  /** What the owner does. */
  @FunctionalInterface
  public interface Work {
    Response run() throws NotOwner, LogUnavailable;
  }

  /**
   * A request as it came in.
   *
   * @param body to be sent as JSON; a String is sent as a form; null: none
   */
  public record Incoming(String method, UriInfo uri, HttpHeaders headers, @Nullable Object body) {}

  /** Runs the work here if this replica owns the account, else sends the request to the owner. */
  public Response at(AccountId account, Incoming request, Work work) {
    if (log.owns(account)) {
      try {
        return work.run();
      } catch (UnreadableAccount e) {
        throw Requests.unreadable(e.why());
      } catch (NotOwner e) {
        LogLine.info(LOG)
            .with(LogKey.ACCOUNT_ID, account)
            .with(LogKey.REASON, e.getMessage())
            .say("Not done here");
      } catch (LogUnavailable e) {
        LogLine.warn(LOG)
            .with(LogKey.ACCOUNT_ID, account)
            .with(LogKey.REASON, e.getMessage())
            .say("Not done now");
        return later("Kafka does not take the change now", 2);
      }
    }
    Optional<URI> owner = log.ownerElsewhere(account);
    if (owner.isEmpty() || request.headers().getHeaderString(FORWARDED) != null) {
      return moving();
    }
    return forward(owner.get(), request);
  }

  /** The account moves between replicas: 503, in a second. */
  public static Response moving() {
    return later("The account moves between replicas", 1);
  }

  /** 503 with a time to come again. */
  public static Response later(String detail, int seconds) {
    return Response.status(503)
        .header(HttpHeaders.RETRY_AFTER, seconds)
        .type(Problem.MEDIA_TYPE)
        .entity(
            Problem.of(503, "try-again", "Not possible right now")
                .withDetail(detail)
                .withAdvice("Try again in " + seconds + " s"))
        .build();
  }

  private Response forward(URI owner, Incoming request) {
    URI uri = request.uri().getRequestUri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(owner.resolve(uri.getRawPath() + query))
            .timeout(TIMEOUT)
            .header(FORWARDED, "1")
            .method(request.method(), body(request.body()));
    if (request.body() != null) {
      builder.header(
          HttpHeaders.CONTENT_TYPE,
          request.body() instanceof String
              ? "application/x-www-form-urlencoded"
              : "application/json");
    }
    for (String name : PASSED_ON) {
      String value = request.headers().getHeaderString(name);
      if (value != null) {
        builder.header(name, value);
      }
    }
    try {
      HttpResponse<byte[]> response =
          http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
      Response.ResponseBuilder answer =
          Response.status(response.statusCode()).entity(response.body());
      for (String name : PASSED_BACK) {
        response.headers().allValues(name).forEach(value -> answer.header(name, value));
      }
      return answer.build();
    } catch (IOException e) {
      LogLine.info(LOG)
          .with(LogKey.OWNER, owner)
          .say("The owner does not answer; its partitions move soon");
      return moving();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return moving();
    }
  }

  private HttpRequest.BodyPublisher body(@Nullable Object body) {
    if (body == null) {
      return HttpRequest.BodyPublishers.noBody();
    }
    if (body instanceof String form) {
      return HttpRequest.BodyPublishers.ofString(form);
    }
    try {
      return HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A request that was read cannot be written", e);
    }
  }
}
