package io.m1bridge.contactsync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.plan.Drain.Waiting;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {

  @Test
  void shouldCountTheCallsOfEachLane() {
    Waiting adds = new Waiting(Lane.ADD, 2_500, 1_000);
    Waiting edits = new Waiting(Lane.EDIT, 90, 12.5);
    // Two jobs: 3 calls and 20 pages, 3 calls and 2 pages.
    Waiting deletes = new Waiting(Lane.DELETE, 1_100, 1_000);

    assertThat(Drain.of(List.of(adds), 3_600)).hasSeconds(3);
    assertThat(Drain.of(List.of(edits), 3_600)).hasSeconds(8);
    assertThat(Drain.of(List.of(deletes), 3_600)).hasSeconds(23 + 5);
    assertThat(Drain.of(List.of(adds, edits, deletes), 1_800)).hasSeconds(2 * (3 + 8 + 28));
  }

  @Test
  void shouldTakeNoTimeForNothing() {
    assertThat(Drain.of(List.of(new Waiting(Lane.DELETE, 0, 1_000)), 2_000)).isZero();
  }
}
