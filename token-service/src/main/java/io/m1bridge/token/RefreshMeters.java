package io.m1bridge.token;

import io.m1bridge.token.refresh.RefreshObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Refreshes by outcome, and how long new tokens were in memory only. */
final class RefreshMeters implements RefreshObserver {

  private final MeterRegistry meters;
  private final Timer commit;

  RefreshMeters(MeterRegistry meters) {
    this.meters = meters;
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
    meters.counter("m1bridge.token.refreshes", "outcome", word).increment();
  }

  @Override
  public void stored(Duration sinceAnswer) {
    commit.record(sinceAnswer);
  }
}
