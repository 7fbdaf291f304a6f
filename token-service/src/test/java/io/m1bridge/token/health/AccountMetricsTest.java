package io.m1bridge.token.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.Samples;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountMetricsTest {

  private static final AccountState AUTHORIZED = new AccountState.Authorized(Samples.tokens(1));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MutableClock clock = MutableClock.at(Samples.START.plus(Duration.ofHours(23)));

  @Test
  void shouldCountByStateAndShowTheLeastTimeToExpiry() {
    AccountMetrics metrics = new AccountMetrics(meters, 100, clock);
    metrics.show(
        List.of(
            Samples.account("a", AUTHORIZED),
            Samples.account("b", new AccountState.Ambiguous(Samples.tokens(1), "time-out", false)),
            Samples.account("c", new AccountState.Registered())));
    assertThat(value("m1bridge.token.accounts", "state", "authorized")).isEqualTo(1);
    assertThat(value("m1bridge.token.accounts", "state", "ambiguous")).isEqualTo(1);
    assertThat(value("m1bridge.token.accounts", "state", "suspended")).isZero();
    assertThat(value("m1bridge.token.expiry.least", "state", "ambiguous")).isEqualTo(3600);
    assertThat(value("m1bridge.token.expiry", "account", "a")).isEqualTo(3600);

    clock.advance(Duration.ofHours(2));
    metrics.show(List.of(Samples.account("a", AUTHORIZED)));
    assertThat(value("m1bridge.token.expiry", "account", "a")).as("expired").isEqualTo(-3600);
    assertThat(meters.find("m1bridge.token.expiry").tag("account", "b").gauge()).isNull();
  }

  @Test
  void shouldHaveNoSeriesPerAccountWhenThereAreMany() {
    AccountMetrics metrics = new AccountMetrics(meters, 100, clock);
    List<Account> many =
        IntStream.range(0, 101).mapToObj(i -> Samples.account("a" + i, AUTHORIZED)).toList();
    metrics.show(many);
    assertThat(meters.find("m1bridge.token.expiry").gauges()).isEmpty();
    assertThat(value("m1bridge.token.accounts", "state", "authorized")).isEqualTo(101);
  }

  private double value(String name, String tag, String value) {
    Gauge gauge = meters.get(name).tag(tag, value).gauge();
    return gauge.value();
  }
}
