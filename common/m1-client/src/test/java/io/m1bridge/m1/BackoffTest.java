package io.m1bridge.m1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  @Test
  void shouldDoubleUpToTheLimit() {
    assertThat(IntStream.rangeClosed(1, 6).mapToObj(BACKOFF::after))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    assertThat(BACKOFF.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldNeverBeLongerThanTheLimitEvenAtFirst() {
    assertThat(new Backoff(Duration.ofMinutes(1), Duration.ofSeconds(10)).after(1))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldSpreadOverTheUpperHalf() {
    Random random = new Random(1);

    assertThat(IntStream.range(0, 1_000).mapToObj(i -> BACKOFF.after(3, random)))
        .allSatisfy(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4)))
        .anySatisfy(pause -> assertThat(pause).isLessThan(Duration.ofMillis(2_200)))
        .anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofMillis(3_800)));
  }
}
