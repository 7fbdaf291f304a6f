package io.m1bridge.token.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.UnreadableAccount;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.ui.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
  private final ReplicaClient replicas;
  private final ObjectMapper json;

  Owners(FencedLog log, ReplicaClient replicas, ObjectMapper json) {
    this.log = log;
    this.replicas = replicas;
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
   * @param route that it was matched with
   * @param body to be sent as JSON; a String is sent as a form; null: none
   */
  public record Incoming(
      String method, ResourceInfo route, UriInfo uri, HttpHeaders headers, @Nullable Object body) {}

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
    if (owner.isEmpty() || request.headers().getHeaderString(ReplicaClient.FORWARDED) != null) {
      return moving();
    }
    return forward(owner.get(), account, request);
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

  private Response forward(URI owner, AccountId account, Incoming request) {
    ReplicaClient.Call call =
        replicas.call(request.method(), owner, address(account, request), TIMEOUT);
    PASSED_ON.forEach(name -> call.header(name, request.headers().getHeaderString(name)));
    if (request.body() instanceof String form) {
      call.body(MediaType.APPLICATION_FORM_URLENCODED, form.getBytes(StandardCharsets.UTF_8));
    } else if (request.body() != null) {
      call.body(MediaType.APPLICATION_JSON, Requests.json(json, request.body()));
    }
    Optional<HttpResponse<byte[]>> response = call.send();
    if (response.isEmpty()) {
      LogLine.info(LOG)
          .with(LogKey.OWNER, owner)
          .say("The owner does not answer; its partitions move soon");
      return moving();
    }
    Response.ResponseBuilder answer =
        Response.status(response.get().statusCode()).entity(response.get().body());
    for (String name : PASSED_BACK) {
      response.get().headers().allValues(name).forEach(value -> answer.header(name, value));
    }
    return answer.build();
  }

  /** By the route that the request was matched with: what the client wrote may be anything. */
  private static String address(AccountId account, Incoming request) {
    Path more = request.route().getResourceMethod().getAnnotation(Path.class);
    String path =
        UriBuilder.fromResource(request.route().getResourceClass())
            .path(more == null ? "" : more.value())
            .resolveTemplate("id", account)
            .toTemplate();
    String query = request.uri().getRequestUri().getRawQuery();
    return query == null ? path : path + "?" + query;
  }
}
