package io.m1bridge.systemtests.alerts;

import io.m1bridge.process.ProcessFailure;
import io.m1bridge.systemtests.Await;
import io.m1bridge.systemtests.Round;
import io.m1bridge.systemtests.SystemTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The real services with their real rules, whose hours are minutes and whose minutes are seconds,
 * judged by a real Prometheus: every metric in use is there, each alert fires for its fault, and
 * none before.
 */
public final class Alerts implements SystemTest {

  /** Longer than any alert that is awaited here has to hold. */
  private static final Duration CALM = Duration.ofSeconds(35);

  private static final Duration METRICS_WITHIN = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 500;
  private static final String SERVICE_MISSING = "M1BridgeServiceMissing";

  private final Path monitoring;
  private final Clock clock;

  /**
   * @param checkout the root of the project
   */
  public Alerts(Path checkout, Clock clock) {
    this.monitoring = checkout.resolve("deploy").resolve("monitoring");
    this.clock = clock;
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public String description() {
    return "each alert fires when its fault is there and not before, at a real Prometheus: 15 minutes";
  }

  @Override
  public int defaultRounds() {
    return 1;
  }

  @Override
  public void run(Round round) throws Exception {
    Bridge bridge = Bridge.start(round.processes(), settings(), clock);
    Prometheus prometheus =
        Prometheus.start(
            round.processes(),
            ShortRules.of(Files.readString(monitoring.resolve("alerts.yaml"))),
            bridge.managementPorts());
    try (CrmChanges crm = new CrmChanges(bridge.connection())) {
      Faults.prepare(bridge, crm);
      metrics(round, prometheus);
      Instant begin = calm(prometheus);
      Await.holds(CALM, () -> false);
      Map<String, Instant> allowed = new LinkedHashMap<>();
      for (Fault fault : Faults.ALL) {
        if (fault.isLast()) {
          awaitOthers(round, prometheus, begin, allowed);
        }
        Instant now = clock.instant();
        fault.alerts().forEach(alert -> allowed.put(alert, now));
        fault.injection().make(bridge, crm);
        round.fault(fault.what());
        if (fault.isAwaited()) {
          await(round, prometheus, fault, begin, now);
        }
      }
      prometheus.needsAllAnswers(begin, Objects.requireNonNull(allowed.get(SERVICE_MISSING)));
      tooEarly(prometheus.fired(begin, clock.instant()), allowed).forEach(round::violation);
    }
  }

  /** Since when nothing fires: an account that is not connected yet is one that needs a person. */
  private Instant calm(Prometheus prometheus) throws Exception {
    Instant until = clock.instant().plus(METRICS_WITHIN);
    while (!prometheus.fired(clock.instant(), clock.instant()).isEmpty()) {
      if (clock.instant().isAfter(until)) {
        throw new ProcessFailure("Alerts fire before there is a fault");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return clock.instant().plusSeconds(1);
  }

  /** Every metric that a dashboard or an alert names. */
  private void metrics(Round round, Prometheus prometheus) throws Exception {
    Set<String> missing = new TreeSet<>(MetricsInUse.in(monitoring));
    int all = missing.size();
    Instant until = clock.instant().plus(METRICS_WITHIN);
    while (!missing.isEmpty() && clock.instant().isBefore(until)) {
      prometheus.metrics().forEach(missing::remove);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    round.say(all - missing.size() + " of " + all + " metrics are there");
    missing.forEach(metric -> round.violation("no service shows " + metric));
  }

  /** Of the faults that nobody waited for. */
  private void awaitOthers(
      Round round, Prometheus prometheus, Instant begin, Map<String, Instant> made)
      throws Exception {
    for (Fault fault : Faults.ALL) {
      if (!fault.isAwaited()) {
        String any = fault.alerts().iterator().next();
        await(round, prometheus, fault, begin, Objects.requireNonNull(made.get(any)));
      }
    }
  }

  private void await(Round round, Prometheus prometheus, Fault fault, Instant begin, Instant made)
      throws Exception {
    Instant until = made.plus(fault.within());
    Set<String> missing = new TreeSet<>(fault.alerts());
    missing.removeAll(prometheus.fired(begin, clock.instant()).keySet());
    while (!missing.isEmpty() && clock.instant().isBefore(until)) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      missing.removeAll(prometheus.fired(begin, clock.instant()).keySet());
    }
    for (String alert : fault.alerts()) {
      if (missing.contains(alert)) {
        round.violation(alert + " did not fire for: " + fault.what());
      } else {
        round.say(alert + " fired");
      }
    }
  }

  /**
   * @param fired each alert with when it first fired
   * @param allowed each with when its fault was made
   */
  static List<String> tooEarly(Map<String, Instant> fired, Map<String, Instant> allowed) {
    return fired.entrySet().stream()
        .filter(
            alert -> {
              Instant from = allowed.get(alert.getKey());
              return from == null
                  || alert.getValue().isBefore(from.truncatedTo(ChronoUnit.SECONDS));
            })
        .map(alert -> alert.getKey() + " fired before its fault was there, at " + alert.getValue())
        .toList();
  }

  private static Map<String, Map<String, String>> settings() {
    return Map.of(
        Bridge.CONTACT_SYNC,
        Map.of(
            "m1bridge.contact-sync.delete-guard.count",
            "5",
            "m1bridge.contact-sync.reconcile.every",
            "1m",
            "m1bridge.contact-sync.reconcile.share",
            "0.5"),
        Bridge.EDM_EVENT,
        Map.of(
            "m1bridge.edm.poll.discovery-interval",
            "2s",
            "m1bridge.edm.poll.min-interval",
            "2s",
            "m1bridge.edm.poll.max-interval",
            "6s",
            "m1bridge.edm.poll.full-reads",
            "70s,120s"));
  }
}
