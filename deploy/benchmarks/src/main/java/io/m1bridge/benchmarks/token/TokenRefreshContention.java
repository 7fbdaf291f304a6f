package io.m1bridge.benchmarks.token;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.token.TokenBench.Replica;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.SimulatorProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Many callers find out at once that the access token is dead; a refresh token works once. */
public final class TokenRefreshContention implements Benchmark {

  private static final int[] CALLERS = {2, 8, 32};
  private static final int REUSE_CALLERS = 8;
  private static final int ROUNDS = 20;
  private static final int REPLICAS = 3;

  /** A token endpoint on loopback answers before the second caller has even begun. */
  private static final Duration ENDPOINT_DELAY = Duration.ofMillis(50);

  @Override
  public String name() {
    return "token-refresh-contention";
  }

  @Override
  public String description() {
    return "2, 8, 32 callers, 20 rounds: token calls and lost grants; ours, Spring Security, Quarkus";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SimulatorProcess simulator = SimulatorProcess.start(workbench.processes());
    List<Contender> contenders = new ArrayList<>();
    contenders.add(ours(workbench, simulator));
    contenders.addAll(libraries(workbench, simulator));
    TokenEndpoint endpoint = TokenEndpoint.slowedBy(simulator, ENDPOINT_DELAY);
    Report.Builder report = Report.of(name());
    for (Contender contender : contenders) {
      contender.prepare();
      contender.contend(CALLERS[0]); // loads classes and opens connections
      for (int callers : CALLERS) {
        measure(workbench, report, contender, "", callers, endpoint);
      }
    }
    endpoint.detectReuse();
    for (Contender contender : contenders) {
      measure(workbench, report, contender, "Reuse", REUSE_CALLERS, endpoint);
    }
    return report.build();
  }

  private static List<Contender> libraries(Workbench workbench, SimulatorProcess simulator)
      throws IOException, InterruptedException {
    SimulatedAccount spring = SimulatedAccount.make(simulator, "spring");
    SimulatedAccount quarkus = SimulatedAccount.make(simulator, "quarkus");
    URI springs = spring(workbench, simulator, spring).resolve("/round");
    List<URI> oidc = new ArrayList<>();
    for (int i = 1; i <= REPLICAS; i++) {
      oidc.add(oidc(workbench, simulator, quarkus, i));
    }
    List<URI> helpers = oidc.stream().map(base -> base.resolve("/round?use=helper")).toList();
    return List.of(
        new LibraryContender("springSecurity", List.of(springs), spring),
        new LibraryContender(
            "quarkusOidcDirect", List.of(oidc.get(0).resolve("/round?use=direct")), quarkus),
        new LibraryContender("quarkusOidcHelper", helpers.subList(0, 1), quarkus),
        new LibraryContender("quarkusOidcHelperOn3Jvms", helpers, quarkus));
  }

  private static void measure(
      Workbench workbench,
      Report.Builder report,
      Contender contender,
      String rotation,
      int callers,
      TokenEndpoint endpoint)
      throws IOException, InterruptedException {
    Tally tally = rounds(contender, callers, endpoint);
    workbench.say(contender.name() + rotation + ", " + callers + " callers: " + tally);
    tally.into(report, contender.name() + rotation + callers, contender instanceof OurContender);
  }

  private static Tally rounds(Contender contender, int callers, TokenEndpoint endpoint)
      throws IOException, InterruptedException {
    long calls = 0;
    int lost = 0;
    int served = 0;
    double[] ms = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      contender.prepare();
      long before = endpoint.calls();
      long began = System.nanoTime();
      served += contender.contend(callers);
      ms[round] = (System.nanoTime() - began) / 1e6;
      calls += endpoint.calls() - before;
      lost += contender.canRefresh() ? 0 : 1;
    }
    return new Tally(
        calls / (double) ROUNDS, lost, 100.0 * served / (ROUNDS * callers), Statistics.median(ms));
  }

  /**
   * What all rounds of so many callers came to.
   *
   * @param calls POSTs to the token endpoint per round
   * @param lost rounds after which a person had to consent again
   * @param servedPercent callers that got a token
   * @param medianMs until the last caller had its answer
   */
  private record Tally(double calls, int lost, double servedPercent, double medianMs) {

    void into(Report.Builder report, String prefix, boolean ours) {
      if (ours) {
        report.atMost(prefix + "CallsPerRound", calls, 1).atMost(prefix + "LostGrants", lost, 0);
      } else {
        report.figure(prefix + "CallsPerRound", calls).figure(prefix + "LostGrants", lost);
      }
      report.figure(prefix + "ServedPercent", servedPercent).figure(prefix + "MedianMs", medianMs);
    }

    @Override
    public String toString() {
      return "%.1f calls a round, %d of %d grants lost, %.0f %% served, median %.0f ms"
          .formatted(calls, lost, ROUNDS, servedPercent, medianMs);
    }
  }

  private static Contender ours(Workbench workbench, SimulatorProcess simulator)
      throws IOException, InterruptedException {
    List<SimulatedAccount> accounts = new ArrayList<>();
    List<SeededAccount> seeds = new ArrayList<>();
    for (int i = 0; i < 1 + (CALLERS.length + 1) * ROUNDS; i++) {
      SimulatedAccount account = SimulatedAccount.make(simulator, "acme-" + i);
      accounts.add(account);
      seeds.add(account.connected());
    }
    TokenBench bench = TokenBench.start(workbench, seeds);
    List<Replica> replicas =
        IntStream.rangeClosed(1, REPLICAS)
            .mapToObj(i -> bench.launch("token-service-" + i, simulator.authUrl()))
            .toList();
    replicas.forEach(bench::ready);
    return new OurContender(replicas, bench.authorization("contact-sync"), accounts);
  }

  private static URI spring(
      Workbench workbench, SimulatorProcess simulator, SimulatedAccount account) {
    return library(
        workbench,
        JvmCommand.ofJar(
            "spring-security-client",
            Checkout.root()
                .resolve(
                    "deploy/benchmarks/spring-security-client/target/spring-security-client.jar")),
        simulator,
        account);
  }

  private static URI oidc(
      Workbench workbench, SimulatorProcess simulator, SimulatedAccount account, int number) {
    return library(
        workbench,
        JvmCommand.ofJar(
            "quarkus-oidc-client-" + number,
            ServiceJar.locate("deploy/benchmarks/quarkus-oidc-client")),
        simulator,
        account);
  }

  private static URI library(
      Workbench workbench,
      JvmCommand command,
      SimulatorProcess simulator,
      SimulatedAccount account) {
    int port = FreePort.find();
    ServiceProcess process =
        workbench
            .processes()
            .start(
                command
                    .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
                    .withEnv("QUARKUS_HTTP_PORT", port)
                    .withEnv("M1_AUTH_URL", simulator.authUrl())
                    .withEnv("CLIENT_ID", account.clientId())
                    .withEnv("CLIENT_SECRET", account.clientSecret()));
    URI base = URI.create("http://127.0.0.1:" + port);
    process.awaitReady(base.resolve("/ready"), Duration.ofMinutes(1));
    return base;
  }
}
