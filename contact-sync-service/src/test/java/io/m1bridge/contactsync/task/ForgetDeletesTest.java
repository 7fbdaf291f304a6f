package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.cities;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.forget.Forget.AtM1;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The deletes that a person ordered, beside those of the CRM. */
class ForgetDeletesTest {

  private static final Duration STEP = Duration.ofSeconds(1);

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud, 3).connected();

  private void synced(int count) {
    for (int i = 0; i < count; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.settle();
  }

  /** All that M1 lists was read. */
  private void listed() {
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(15), STEP);
  }

  private void takesNoAdds() {
    cloud.filter =
        call ->
            call instanceof M1Call.AddContacts
                ? Optional.of(new M1Outcome.ContactLimit<>(new M1Code("E00003")))
                : Optional.empty();
  }

  @Test
  void shouldNotHoldUpDeletesOfKnownIdInAFullAccount() {
    synced(3);
    listed();
    task.upsert("new", person("new@x.cn", ""));
    task.settle();
    m1.store().hide("new@x.cn");
    takesNoAdds();
    task.forget("new");
    task.settle();
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn", "p2@x.cn", "new@x.cn");
    assertThat(task.forgotten("new").orElseThrow().isDone()).isFalse();
  }

  @Test
  void shouldLearnTheIdByItselfInAFullAccount() {
    synced(3);
    takesNoAdds();
    task.forget("k1");
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.forgotten("k1").orElseThrow().atM1()).isEqualTo(AtM1.DELETED);
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn", "p2@x.cn");
  }

  @Test
  void shouldNotGoWithTheGroupOfOthers() {
    task.with("group-delete", "true").connected();
    synced(70);
    AtomicBoolean whole = new AtomicBoolean();
    cloud.filter =
        call -> {
          if (call instanceof M1Call.DeleteGroups groups && groups.withContacts()) {
            whole.set(true);
          }
          return Optional.empty();
        };
    for (int i = 0; i < 60; i++) {
      task.forget("k" + i);
    }
    task.pass(Duration.ofMinutes(1));

    assertThat(cities(m1)).hasSize(10);
    assertThat(whole).as("a group was deleted with its contacts").isFalse();
    assertThat(task.forgotten("k7").orElseThrow().atM1()).isEqualTo(AtM1.DELETED);
  }

  @Test
  void shouldGiveNothingBackToTheGuardThatItNeverTook() {
    task.guarded(3, 0).connected();
    synced(20);
    for (int i = 0; i < 3; i++) {
      task.delete("k" + i);
    }
    task.pass(Duration.ofSeconds(30));
    assertThat(cities(m1)).hasSize(17);
    takesNoAdds();
    for (int i = 3; i < 6; i++) {
      task.forget("k" + i);
    }
    task.pass(Duration.ofSeconds(30));
    cloud.filter = call -> Optional.empty();
    task.delete("k6");
    task.passInSteps(Duration.ofMinutes(20), STEP);

    assertThat(task.view().heldDeletes()).isEqualTo(1);
    assertThat(cities(m1)).hasSize(14).containsKey("p6@x.cn");
  }
}
