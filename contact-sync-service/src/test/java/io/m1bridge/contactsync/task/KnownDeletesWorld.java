package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;

import io.m1bridge.contracts.Command;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Contacts whose ids are known, or whose groups may go. */
abstract class KnownDeletesWorld {

  static final Duration STEP = Duration.ofSeconds(1);

  final FakeM1 m1 = new FakeM1();
  final FilteredM1 cloud = new FilteredM1(m1);
  final TaskHarness task = new TaskHarness(cloud, 3).connected();
  final Map<String, Integer> before = new HashMap<>();

  void synced(int count) {
    for (int i = 0; i < count; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.settle();
  }

  /** All that M1 lists was read. */
  void listed() {
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(15), STEP);
    before.putAll(task.callsByKind);
  }

  int calls(String kind) {
    return task.callsByKind.getOrDefault(kind, 0) - before.getOrDefault(kind, 0);
  }

  void takesNoAdds() {
    cloud.filter =
        call ->
            call instanceof M1Call.AddContacts
                ? Optional.of(new M1Outcome.ContactLimit<>(new M1Code("E00003")))
                : Optional.empty();
  }
}
