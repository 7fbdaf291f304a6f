package io.m1bridge.contactsync.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentCallsTest {

  private final RecentCalls calls = new RecentCalls();
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void shouldTellCallsAnHourOverTheLastDay() {
    assertThat(calls.perHour(now)).as("not measured yet").isEmpty();
    for (int i = 0; i < 30; i++) {
      now = now.plus(Duration.ofMinutes(3));
      calls.made(now);
    }
    assertThat(calls.perHour(now)).hasValue(20);

    now = now.plus(Duration.ofMinutes(90));
    assertThat(calls.perHour(now)).as("nothing since").hasValue(10);
    now = now.plus(Duration.ofDays(2));
    assertThat(calls.perHour(now)).hasValue(0);
  }
}
