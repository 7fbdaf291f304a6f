package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Each task that asked for itself would have the whole topic read for itself. */
class TaskRestoreTest {

  private static final Duration PAUSE = Duration.ofHours(6);

  @Test
  void shouldLookAtTheSameTimeAsOtherTasks() {
    Instant three = Instant.parse("2026-11-23T03:00:00Z");
    assertThat(TaskRestore.together(Instant.parse("2026-11-23T02:00:00.001Z"), PAUSE))
        .isEqualTo(three);
    assertThat(TaskRestore.together(Instant.parse("2026-11-23T02:41:07Z"), PAUSE)).isEqualTo(three);
    assertThat(TaskRestore.together(three, PAUSE)).isEqualTo(three);
  }

  @Test
  void shouldNotWaitForAnHourWhereThePauseIsShorter() {
    Instant at = Instant.parse("2026-11-23T02:41:07.300Z");
    assertThat(TaskRestore.together(at, Duration.ofSeconds(1)))
        .isEqualTo(Instant.parse("2026-11-23T02:41:08Z"));
    assertThat(TaskRestore.together(at, Duration.ZERO)).isEqualTo(at);
  }
}
