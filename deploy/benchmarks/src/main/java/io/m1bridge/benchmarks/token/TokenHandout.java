package io.m1bridge.benchmarks.token;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.token.LoadGenerator.Round;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the hand-out of a token costs beyond the framework and the check of the JWT. */
public final class TokenHandout implements Benchmark {

  private static final double THROUGHPUT = 0.6;
  private static final double P99 = 2;
  private static final String ACCOUNT = "acme";
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = 9;
  private static final int WARM_UPS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration ROUND = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "token-handout";
  }

  @Override
  public String description() {
    return "POST …/token against a bare authenticated Quarkus endpoint: throughput and p99";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    TokenBench bench = TokenBench.start(workbench, List.of(SeededAccount.invented(ACCOUNT)));
    URI oursUri = bench.replica("token-service").token(ACCOUNT);
    URI bareUri = bare(workbench, bench).resolve(oursUri.getPath());
    String authorization = bench.authorization("contact-sync");
    LoadGenerator ours = new LoadGenerator(oursUri, authorization, CONNECTIONS);
    LoadGenerator bare = new LoadGenerator(bareUri, authorization, CONNECTIONS);
    for (int i = 0; i < WARM_UPS; i++) {
      ours.run(WARM_UP);
      bare.run(WARM_UP);
    }
    Round[] ourRounds = new Round[ROUNDS];
    Round[] bareRounds = new Round[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      // Who begins alternates, so that a machine that slows down favours nobody.
      if (i % 2 == 0) {
        ourRounds[i] = ours.run(ROUND);
        bareRounds[i] = bare.run(ROUND);
      } else {
        bareRounds[i] = bare.run(ROUND);
        ourRounds[i] = ours.run(ROUND);
      }
      workbench.say(
          "round %d of %d: %,.0f and bare %,.0f answers a second"
              .formatted(i + 1, ROUNDS, ourRounds[i].perSecond(), bareRounds[i].perSecond()));
    }
    double[] throughput = values(ourRounds, Round::perSecond);
    double[] bareThroughput = values(bareRounds, Round::perSecond);
    double[] p99 = values(ourRounds, Round::p99Ms);
    double[] bareP99 = values(bareRounds, Round::p99Ms);
    return Report.of(name())
        .atLeast("throughputRatio", Statistics.medianRatio(throughput, bareThroughput), THROUGHPUT)
        .atMost("p99Ratio", Statistics.medianRatio(p99, bareP99), P99)
        .figure("perSecond", Statistics.median(throughput))
        .figure("barePerSecond", Statistics.median(bareThroughput))
        .figure("p50Ms", Statistics.median(values(ourRounds, Round::p50Ms)))
        .figure("bareP50Ms", Statistics.median(values(bareRounds, Round::p50Ms)))
        .figure("p99Ms", Statistics.median(p99))
        .figure("bareP99Ms", Statistics.median(bareP99))
        .build();
  }

  private static URI bare(Workbench workbench, TokenBench bench) throws IOException {
    int port = FreePort.find();
    JvmCommand command =
        JvmCommand.ofJar("bare-endpoint", ServiceJar.locate("deploy/benchmarks/bare-endpoint"));
    ServiceProcess process = workbench.processes().start(bench.listening(command, port));
    URI base = URI.create("http://127.0.0.1:" + port);
    process.awaitReady(base.resolve("/ready"), Duration.ofMinutes(1));
    return base;
  }

  private static double[] values(Round[] rounds, ToDoubleFunction<Round> value) {
    return List.of(rounds).stream().mapToDouble(value).toArray();
  }
}
