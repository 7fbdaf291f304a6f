package io.m1bridge.token;

import io.m1bridge.token.refresh.RefreshObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** Refreshes by outcome, and how long new tokens were in memory only. */
final class RefreshMeters implements RefreshObserver {

  private static final List<String> WORDS =
      List.of("refreshed", "failed", "refused", "ambiguous", "needs-authorization");

  private final MeterRegistry meters;
  private final Timer commit;

  RefreshMeters(MeterRegistry meters) {
    this.meters = meters;
    // With 0: Prometheus sees no increase where a counter appears.
    WORDS.forEach(this::refreshes);
    this.commit =
        Timer.builder("m1bridge.token.commit")
            .description("From M1's answer with new tokens to their durable commit")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(meters);
  }

  @Override
  public void ended(String word) {
    refreshes(word).increment();
  }

  private Counter refreshes(String word) {
    return meters.counter("m1bridge.token.refreshes", "outcome", word);
  }

  @Override
  public void stored(Duration sinceAnswer) {
    commit.record(sinceAnswer);
  }
}
