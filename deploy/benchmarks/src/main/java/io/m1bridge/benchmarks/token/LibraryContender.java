package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A library, callers as threads in processes of its own. In one process is the easiest case for it;
 * in several, each begins with the same grant, since the library shares nothing.
 */
final class LibraryContender implements Contender {

  private final String name;
  private final List<URI> processes;
  private final SimulatedAccount account;
  private final JsonHttp http = new JsonHttp();
  private List<String> refreshTokens = List.of();

  /**
   * @param processes addresses that take {@code callers}, with a refresh token as the body
   */
  LibraryContender(String name, List<URI> processes, SimulatedAccount account) {
    this.name = name;
    this.processes = List.copyOf(processes);
    this.account = account;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare() throws IOException {
    refreshTokens = List.of(account.issue().refreshToken());
  }

  @Override
  public int contend(int callers) throws IOException, InterruptedException {
    String grant = refreshTokens.get(0);
    ExecutorService threads = Executors.newFixedThreadPool(processes.size());
    try {
      List<Callable<JsonNode>> rounds = new ArrayList<>();
      for (int i = 0; i < processes.size(); i++) {
        URI process = processes.get(i);
        int share = share(callers, i, processes.size());
        if (share > 0) {
          rounds.add(() -> round(process, share, grant));
        }
      }
      int served = 0;
      List<String> held = new ArrayList<>();
      for (Future<JsonNode> each : threads.invokeAll(rounds)) {
        JsonNode outcome = each.get();
        served += outcome.path("served").asInt();
        if (outcome.path("refreshToken").isTextual()) {
          held.add(outcome.path("refreshToken").asText());
        }
      }
      refreshTokens = held;
      return served;
    } catch (ExecutionException e) {
      throw new IOException(name + " could not do a round", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** How many of all callers are in this process, from 0. */
  static int share(int callers, int process, int processes) {
    return callers / processes + (process < callers % processes ? 1 : 0);
  }

  private JsonNode round(URI process, int callers, String grant) throws IOException {
    String query = process.getQuery() == null ? "?" : "?" + process.getQuery() + "&";
    Answer answer =
        http.post(process.resolve(process.getPath() + query + "callers=" + callers))
            .body("text/plain", grant.getBytes(StandardCharsets.UTF_8))
            .answer();
    if (answer.status() != 200) {
      throw new IOException("Answered with " + answer.status());
    }
    return answer.json();
  }

  /** Any of its processes is enough. */
  @Override
  public boolean canRefresh() throws IOException {
    for (String held : refreshTokens) {
      if (account.refreshes(held)) {
        return true;
      }
    }
    return false;
  }
}
