package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.m1bridge.benchmarks.token.TokenBench.Replica;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * token-service, callers spread over its replicas. Each caller has had E10101 for the same token:
 * it reports the fingerprint and asks until it gets another one. Every round has an account of its
 * own: tokens that have just been refreshed are not refreshed again for a minute.
 */
final class OurContender implements Contender {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_MILLIS = 50;

  private final List<Replica> replicas;
  private final String authorization;
  private final Iterator<SimulatedAccount> accounts;
  private final JsonHttp http = new JsonHttp();
  private SimulatedAccount account;
  private String fingerprint = "";

  /**
   * @param accounts connected, one for every round
   */
  OurContender(List<Replica> replicas, String authorization, List<SimulatedAccount> accounts) {
    this.replicas = List.copyOf(replicas);
    this.authorization = authorization;
    this.accounts = accounts.iterator();
    this.account = accounts.get(0);
  }

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    account = accounts.next();
    fingerprint = newToken(replicas.get(0), "").path("fingerprint").asText();
    account.expireAccess();
  }

  @Override
  public int contend(int callers) throws IOException, InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<JsonNode>> tasks = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Replica replica = replicas.get(i % replicas.size());
        tasks.add(
            () -> {
              barrier.await();
              return reportAndAsk(replica);
            });
      }
      int served = 0;
      for (Future<JsonNode> each : threads.invokeAll(tasks)) {
        served += each.get().isMissingNode() ? 0 : 1;
      }
      return served;
    } catch (ExecutionException e) {
      throw new IOException("A caller of token-service failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** It holds the pair that M1 issued last, and M1 says that the grant lives. */
  @Override
  public boolean canRefresh() throws IOException {
    JsonNode view =
        http.get(replicas.get(0).base().resolve("/v1/accounts/" + account.id()))
            .header("Authorization", authorization)
            .header("Accept", "application/json")
            .answer()
            .json();
    return view.path("state").asText().equals("authorized")
        && view.path("generation").asInt() == 1 + account.refreshesMade()
        && account.hasLivingGrant();
  }

  private JsonNode reportAndAsk(Replica replica) throws IOException, InterruptedException {
    URI invalidate = replica.base().resolve("/v1/accounts/" + account.id() + "/token/invalidate");
    post(invalidate, Map.of("fingerprint", fingerprint));
    return newToken(replica, fingerprint);
  }

  /** A token of another fingerprint; missing if there is none in time. */
  private JsonNode newToken(Replica replica, String known)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < deadline) {
      Answer answer = post(replica.token(account.id()), "");
      JsonNode token = answer.json();
      if (answer.status() == 200 && !token.path("fingerprint").asText().equals(known)) {
        return token;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return MissingNode.getInstance();
  }

  private Answer post(URI uri, Object body) throws IOException {
    return http.post(uri)
        .header("Authorization", authorization)
        .header("Accept", "application/json, application/problem+json")
        .json(body)
        .answer();
  }
}
