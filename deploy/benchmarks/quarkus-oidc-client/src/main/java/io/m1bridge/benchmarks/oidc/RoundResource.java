package io.m1bridge.benchmarks.oidc;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One round: an access token has just expired, and so many threads want one at once. */
@Path("/")
public class RoundResource {

  private final OidcClient client;

  RoundResource(OidcClient client) {
    this.client = client;
  }

  /**
   * What a round left.
   *
   * @param served callers that got a token
   * @param refreshToken what the client would refresh with next time; null if it has none
   */
  public record Outcome(int served, @Nullable String refreshToken) {}

  @GET
  @Path("ready")
  @Produces(MediaType.TEXT_PLAIN)
  public String ready() {
    return "ready";
  }

  /**
   * Runs one.
   *
   * @param use {@code direct}: the guide's resource that keeps the tokens in a field; {@code
   *     helper}: {@code TokensHelper}, which the client's own filters use
   * @param refreshToken the grant's
   */
  @POST
  @Path("round")
  @Consumes(MediaType.TEXT_PLAIN)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  public Outcome round(
      @QueryParam("callers") int callers,
      @QueryParam("use") @DefaultValue("direct") String use,
      String refreshToken)
      throws InterruptedException {
    Tokens expired =
        new Tokens(
            "expired",
            System.currentTimeMillis() / 1000 - 60,
            null,
            refreshToken,
            null,
            null,
            null);
    Holder holder =
        use.equals("helper")
            ? new HelperHolder(client, expired)
            : new DirectHolder(client, expired);
    int served = all(callers, holder::accessToken);
    return new Outcome(served, holder.refreshToken());
  }

  private static int all(int callers, Callable<String> call) throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<String>> tasks = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        tasks.add(
            () -> {
              barrier.await();
              return call.call();
            });
      }
      int served = 0;
      for (Future<String> each : threads.invokeAll(tasks)) {
        served += succeeded(each) ? 1 : 0;
      }
      return served;
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean succeeded(Future<String> call) throws InterruptedException {
    try {
      return !call.get().isEmpty();
    } catch (ExecutionException e) {
      // Counted as not served: that is what this round measures.
      System.out.println("not served: " + e.getCause());
      return false;
    }
  }
}
