package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.errand.Errand;
import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.util.Optional;

/** A person asks M1 through the task. */
abstract class ErrandWorld {

  static final M1Call<?> GROUPS = new M1Call.ListGroups(1, 50, Optional.empty());

  final FakeM1 m1 = new FakeM1();
  final TaskHarness task = new TaskHarness(m1).connected();

  Errand asked(M1Call<?> call) {
    return task.errands.ask(TaskHarness.ACCOUNT, call, "li").orElseThrow();
  }

  M1Outcome<?> made(M1Call<?> call) {
    Errand errand = asked(call);
    task.settle();
    return ((CallEnd.Made) end(errand)).outcome();
  }

  static CallEnd end(Errand errand) {
    return ((Reply.Ended) errand.reply().join()).end();
  }

  static Reply.NotPlanned notPlanned(Errand errand) {
    return (Reply.NotPlanned) errand.reply().join();
  }

  M1Answers.Property property(String label) {
    M1Answers.Rows<?> rows =
        (M1Answers.Rows<?>) ((M1Outcome.Accepted<?>) made(new M1Call.ListProperties())).value();
    return rows.rows().stream()
        .map(M1Answers.Property.class::cast)
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  void contactOfLevel(String key, String level) {
    task.upsert(key, person(key + "@x.cn", "\"custom\":{\"Level\":\"" + level + "\"}"));
    task.settle();
  }

  Errand settled(M1Call<?> call) {
    Errand errand = asked(call);
    task.settle();
    return errand;
  }
}
