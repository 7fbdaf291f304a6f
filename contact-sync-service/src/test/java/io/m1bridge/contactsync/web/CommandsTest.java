package io.m1bridge.contactsync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.SampleView;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.Topics;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private static final int PARTITIONS = Topics.CONTACT_SYNC_COMMANDS.partitions();

  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final TaskViews views = new TaskViews();
  private final Commands commands =
      new Commands(
          new CommandLog(
              () -> kafka, Topics.CONTACT_SYNC_COMMANDS, MutableClock.at("2026-11-23T08:00:00Z")),
          views,
          Topics.CONTACT_SYNC_COMMANDS);

  private void owned(AccountView view) {
    views.show(
        "1_" + AccountPartitioner.partition(view.account(), PARTITIONS),
        List.of(view),
        Instant.EPOCH);
  }

  private static AccountView demo(int heldDeletes, boolean otherIncarnation) {
    return SampleView.held("demo", heldDeletes, otherIncarnation);
  }

  private Problem refusal(String account, @Nullable String action) {
    int before = kafka.history().size();
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> commands.give(account, action, null, "li.wei"));
    assertThat(kafka.history()).hasSize(before);
    return refused.problem();
  }

  @Test
  void shouldWriteEachActionByItsName() {
    owned(demo(3, true));
    Map<String, Command.Action> actions =
        Map.of(
            "pause", Command.Action.PAUSE,
            "resume", Command.Action.RESUME,
            "approve", Command.Action.APPROVE,
            "reject", Command.Action.REJECT,
            "retry", Command.Action.RETRY,
            "reset-incarnation", Command.Action.RESET_INCARNATION);

    actions.forEach(
        (name, action) -> {
          Command command = commands.give("demo", name, null, "li.wei").command();
          assertThat(command.action()).isEqualTo(action);
          assertThat(command.by()).isEqualTo("li.wei");
        });
  }

  @Test
  void shouldSayWhichContactIsToBeForgotten() {
    owned(demo(0, false));

    Command command = commands.give("demo", "forget", "crm/4711", "li.wei").command();

    assertThat(command.action()).isEqualTo(Command.Action.FORGET);
    assertThat(command.arguments()).isEqualTo(Map.of("contact", "crm/4711"));
    assertThat(refusal("demo", "forget").type())
        .hasToString("urn:m1-bridge:problem:contact-missing");
  }

  @Test
  void shouldRefuseActionsThatItDoesNotKnow() {
    owned(demo(0, false));

    for (String name : new String[] {null, "", "PAUSE", "poll-now", "erase"}) {
      Problem problem = refusal("demo", name);
      assertThat(problem.status()).isEqualTo(400);
      assertThat(problem.advice())
          .endsWith(
              "approve, forget, pause, reconcile, reject, repair, reset-incarnation, resume, retry");
    }
  }

  @Test
  void shouldRefuseAccountsThatNobodyKnows() {
    owned(demo(0, false));
    views.show("1_" + AccountPartitioner.partition("nobody", PARTITIONS), List.of(), Instant.EPOCH);

    assertThat(refusal("nobody", "pause").status()).isEqualTo(404);
    assertThat(refusal("No/Account", "pause").toString()).contains("404").doesNotContain("No/");
  }

  @Test
  void shouldLeaveAccountsOfAnotherReplicaToIt() {
    owned(demo(0, false));
    String elsewhere = elsewhere();

    assertThat(commands.give(elsewhere, "approve", null, "li.wei").command().account())
        .isEqualTo(elsewhere);
  }

  /** An account on another partition than demo's. */
  private static String elsewhere() {
    int owned = AccountPartitioner.partition("demo", PARTITIONS);
    for (int i = 0; ; i++) {
      if (AccountPartitioner.partition("a" + i, PARTITIONS) != owned) {
        return "a" + i;
      }
    }
  }

  @Test
  void shouldSayWhereThereIsNothingToDo() {
    owned(demo(0, false));

    assertThat(refusal("demo", "approve").type()).hasToString("urn:m1-bridge:problem:nothing-held");
    assertThat(refusal("demo", "reject").status()).isEqualTo(409);
    assertThat(refusal("demo", "reset-incarnation").type())
        .hasToString("urn:m1-bridge:problem:same-incarnation");
    assertThat(refusal("demo", "retry").type())
        .hasToString("urn:m1-bridge:problem:nothing-undelivered");
  }

  @Test
  void shouldSayWhatKafkaDidNotDo() {
    owned(demo(0, false));

    kafka.sendException = new TimeoutException("no answer");
    Problem unanswered = refusal("demo", "pause");
    assertThat(unanswered.status()).isEqualTo(503);
    assertThat(unanswered.detail()).contains("Kafka did not say", "it may have been done");
    kafka.sendException = new TopicAuthorizationException("contact-sync.commands");
    assertThat(refusal("demo", "pause").advice())
        .contains("Write on the topic contact-sync.commands");
  }
}
