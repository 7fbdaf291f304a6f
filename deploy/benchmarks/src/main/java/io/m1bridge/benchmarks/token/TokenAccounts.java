package io.m1bridge.benchmarks.token;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.token.TokenBench.Replica;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A replica with 10,000 connected accounts: start, memory, and what it costs while idle. */
public final class TokenAccounts implements Benchmark {

  private static final int ACCOUNTS = 10_000;
  private static final int STARTS = 3;
  private static final double SECONDS = 15;
  private static final double RESIDENT_MIB = 400;
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final JsonHttp http = new JsonHttp();

  @Override
  public String name() {
    return "token-accounts";
  }

  @Override
  public String description() {
    return "10,000 connected accounts in the log: start to ready, memory, idle processor time";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    List<SeededAccount> accounts =
        IntStream.range(0, ACCOUNTS).mapToObj(i -> SeededAccount.invented("account-" + i)).toList();
    TokenBench bench = TokenBench.start(workbench, accounts);
    Replica replica = bench.replica("token-service");
    double[] seconds = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      if (i > 0) {
        replica.process().terminate(GRACE);
        replica.process().restart();
        bench.ready(replica);
      }
      seconds[i] = replica.process().startMillis() / 1e3;
      workbench.say("start %d of %d: %.1f s".formatted(i + 1, STARTS, seconds[i]));
    }
    String authorization = bench.authorization("contact-sync");
    int listed = list(replica, authorization);
    if (listed != ACCOUNTS) {
      throw new IOException("It knows " + listed + " of " + ACCOUNTS + " accounts");
    }
    for (SeededAccount account : accounts) {
      handOut(replica, authorization, account);
    }
    workbench.say("a token of every account handed out");
    TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
    double idle = cpuPercent(replica, IDLE);
    return Report.of(name())
        .atMost("startSeconds", Statistics.median(seconds), SECONDS)
        .atMost("residentMiB", replica.process().residentBytes() / (double) (1 << 20), RESIDENT_MIB)
        .figure("idleCpuPercent", idle)
        .figure("accounts", listed)
        .build();
  }

  private int list(Replica replica, String authorization) throws IOException {
    return http.get(replica.base().resolve("/v1/accounts"))
        .header("Authorization", authorization)
        .header("Accept", "application/json")
        .answer()
        .json()
        .size();
  }

  private void handOut(Replica replica, String authorization, SeededAccount account)
      throws IOException {
    Answer answer =
        http.post(replica.token(account.id())).header("Authorization", authorization).answer();
    if (!answer.json().path("accessToken").asText().equals(account.accessToken())) {
      throw new IOException("Account " + account.id() + " was answered with " + answer.status());
    }
  }

  /** Processor time of a process over so long, in percent of one core. */
  static double cpuPercent(Replica replica, Duration time) throws InterruptedException {
    Duration before = replica.process().cpuTime();
    long began = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
    Duration used = replica.process().cpuTime().minus(before);
    return 100.0 * used.toNanos() / (System.nanoTime() - began);
  }
}
