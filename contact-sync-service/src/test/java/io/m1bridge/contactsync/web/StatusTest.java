package io.m1bridge.contactsync.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.view.SampleView;
import io.m1bridge.contactsync.view.TaskViews;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sums say what waits, also while no task is there to say it. */
class StatusTest {

  private final TaskViews views = new TaskViews();

  @Test
  void shouldStillShowWhatWaitsWhenKafkaFencedAllTasks() {
    views.show("1_0", List.of(SampleView.counted("a", 70, 30)), Instant.EPOCH);
    views.show("1_1", List.of(SampleView.counted("b", 5, 5)), Instant.EPOCH);
    views.forget("1_0");
    views.forget("1_1");

    Status fenced = status("being assigned");
    assertThat(fenced.running()).isFalse();
    assertThat(fenced.settled()).isEqualTo(75);
    assertThat(fenced.pending()).isEqualTo(35);
    assertThat(fenced.accepted()).isEqualTo(110);

    views.show("1_0", List.of(SampleView.counted("a", 0, 30)), Instant.EPOCH);
    Status back = status(null);
    assertThat(back.settled()).isEqualTo(75);
    assertThat(back.pending()).as("1_1 is elsewhere now").isEqualTo(30);
    assertThat(back.accepted()).isEqualTo(105);
  }

  @Test
  void shouldNotCountWhatMovedToAnotherReplica() {
    views.show("1_0", List.of(SampleView.counted("a", 70, 30)), Instant.EPOCH);
    views.show("1_1", List.of(SampleView.counted("b", 5, 5)), Instant.EPOCH);
    views.forget("1_1");

    assertThat(status(null).pending()).isEqualTo(30);
    assertThat(status(null).accepted()).isEqualTo(105);
  }

  @Test
  void shouldSumReplicas() {
    Status one = new Status(true, null, 10, 5, 3, 1, 1, 2, 1, Map.of("add", 4L), 6);
    Status other =
        new Status(false, "It waits", 100, 90, 8, 1, 1, 2, 0, Map.of("add", 1L, "edit", 2L), 1);

    assertThat(one.plus(other))
        .isEqualTo(
            new Status(
                false, "It waits", 110, 95, 11, 2, 2, 4, 1, Map.of("add", 5L, "edit", 2L), 7));
  }

  private Status status(@Nullable String stopped) {
    return Status.of(
        views.all(),
        stopped == null ? List.of() : views.ended(),
        views.settledBefore(),
        stopped,
        Map.of(),
        0);
  }
}
