package io.m1bridge.contactsync.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.view.QueueHistory.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waited and was called, minute by minute. */
class QueueHistoryTest {

  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  private final QueueHistory history = new QueueHistory();

  private void look(Duration after, int edit, long calls) {
    history.add(List.of(SampleView.queued("demo", edit, calls)), TEN.plus(after));
  }

  @Test
  void shouldKeepTheFirstLookOfEachMinute() {
    look(Duration.ofSeconds(1), 5, 10);
    look(Duration.ofSeconds(30), 99, 11);
    look(Duration.ofSeconds(61), 3, 14);

    assertThat(history.of("demo"))
        .containsExactly(
            new Minute(TEN, 0, 5, 0, 4L), new Minute(TEN.plusSeconds(60), 0, 3, 0, null));
  }

  @Test
  void shouldKnowNoCallsWhereTheTaskBeganAnew() {
    look(Duration.ZERO, 5, 10);
    look(Duration.ofMinutes(1), 5, 2);

    assertThat(history.of("demo").get(0).calls()).isNull();
  }

  @Test
  void shouldKeepAnHour() {
    IntStream.range(0, 200).forEach(i -> look(Duration.ofMinutes(i), 1, i));

    assertThat(history.of("demo")).hasSize(61);
    assertThat(history.of("demo").get(0).from()).isEqualTo(TEN.plus(Duration.ofMinutes(139)));
  }

  @Test
  void shouldKeepOneLookOfAnAccountThatDoesNothing() {
    IntStream.range(0, 50).forEach(i -> look(Duration.ofMinutes(i), 0, 7));
    assertThat(history.of("demo")).hasSize(1);

    look(Duration.ofMinutes(50), 4, 7);
    assertThat(history.of("demo")).extracting(Minute::edit).containsExactly(0, 4);
  }

  @Test
  void shouldForgetAnAccountThatMoved() {
    look(Duration.ZERO, 5, 10);
    history.forget("demo");

    assertThat(history.of("demo")).isEmpty();
  }
}
