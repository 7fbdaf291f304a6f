package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private Instant now = Instant.parse("2026-01-31T10:00:00Z");

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }
      };

  @Test
  void shouldAllowSomeFailuresWithinTenMinutes() {
    ThreadFailures failures = new ThreadFailures(clock, 2);

    assertThat(failures.mayReplace()).isTrue();
    assertThat(failures.mayReplace()).isTrue();
    assertThat(failures.mayReplace()).isFalse();
  }

  @Test
  void shouldForgetOldFailures() {
    ThreadFailures failures = new ThreadFailures(clock, 1);
    failures.mayReplace();

    now = now.plus(Duration.ofMinutes(11));

    assertThat(failures.mayReplace()).isTrue();
  }
}
