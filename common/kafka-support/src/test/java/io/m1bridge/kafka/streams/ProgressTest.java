package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.kafka.streams.Progress.Counts;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final MutableClock clock = MutableClock.at("2026-01-31T10:00:00Z");
  private boolean kafkaAnswers = true;
  private final Progress progress = new Progress(clock, Duration.ofMinutes(15), () -> kafkaAnswers);

  @Test
  void shouldFindThreadThatHangs() {
    progress.stalled(new Counts(5, 5, 5, 5));

    assertThat(after(14, new Counts(5, 5, 5, 5))).isFalse();
    assertThat(after(1, new Counts(5, 5, 5, 5))).isTrue();
  }

  @Test
  void shouldFindThreadThatProcessesAndNeverCommits() {
    progress.stalled(new Counts(5, 5, 5, 5));

    assertThat(after(15, new Counts(5, 900, 900, 5))).isTrue();
  }

  @Test
  void shouldLetIdleThreadsBe() {
    progress.stalled(new Counts(5, 5, 5, 5));

    assertThat(after(15, new Counts(5, 5, 900, 5))).isFalse();
  }

  @Test
  void shouldWaitForRestoring() {
    progress.stalled(new Counts(5, 5, 5, 5));

    assertThat(after(15, new Counts(5, 5, 5, 900))).isFalse();
  }

  @Test
  void shouldNotBlameTheProcessWhileKafkaIsAway() {
    progress.stalled(new Counts(5, 5, 5, 5));
    kafkaAnswers = false;
    assertThat(after(60, new Counts(5, 5, 5, 5))).isFalse();

    kafkaAnswers = true;

    assertThat(after(14, new Counts(5, 5, 5, 5))).isFalse();
    assertThat(after(1, new Counts(5, 5, 5, 5))).isTrue();
  }

  @Test
  void shouldBeginAgainAfterRestart() {
    progress.stalled(new Counts(5, 5, 5, 5));

    progress.restarted();

    assertThat(after(14, new Counts(0, 0, 0, 0))).isFalse();
    assertThat(progress.stalled(new Counts(0, 0, 1, 0))).isFalse();
  }

  @Test
  void shouldNotMeasureReplacedThreadByTheCountsOfTheOneBefore() {
    // given
    progress.stalled(new Counts(900_000, 900_000, 900_000, 5));

    // when
    assertThat(after(1, new Counts(0, 0, 1, 5))).isFalse();

    // then
    assertThat(after(8, new Counts(40, 500, 40, 5))).isFalse();
    assertThat(after(8, new Counts(80, 900, 80, 5))).isFalse();
  }

  @Test
  void shouldFindThreadsThatAreReplacedAgainAndAgain() {
    // given
    progress.stalled(new Counts(900, 900, 900, 5));

    // when
    boolean early = after(7, new Counts(0, 5, 9, 5));
    early |= after(7, new Counts(0, 3, 8, 5));

    // then
    assertThat(early).isFalse();
    assertThat(after(1, new Counts(0, 2, 7, 5))).isTrue();
  }

  private boolean after(int minutes, Counts counts) {
    clock.advance(Duration.ofMinutes(minutes));
    return progress.stalled(counts);
  }
}
