package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Passes through M1's lists, on which those wait whom no add finds. */
class KeyedPassesTest extends KeyedWorld {

  private static final int MANY = 60;

  private void many() {
    m1.store().pageCap(5);
    for (int i = 0; i < MANY; i++) {
      task.upsert("k" + i, numbered(i));
    }
    task.settle();
    looked();
    assertThat(m1.store().contacts()).hasSize(MANY);
  }

  private static String numbered(int person) {
    return "{\"mobilePhone\":\"" + longNumber(person) + "\",\"city\":\"上海\"}";
  }

  private static String longNumber(int person) {
    return "138000001" + (10 + person);
  }

  @Test
  void shouldAddWhileContactsAreDeletedAllTheTime() {
    many();
    // Nobody is added by what a process before knew of lists.
    task.die();
    task.connected();
    String add = task.upsert("n", numbered(MANY));
    for (int i = 0; i < MANY && !task.ends().containsKey(add); i++) {
      task.delete("k" + i);
      task.passInSteps(Duration.ofSeconds(4), STEP);
    }

    assertThat(task.ends()).containsEntry(add, Outcome.APPLIED);
    assertThat(m1.store().contacts().size()).as("while some are still to go").isGreaterThan(20);
    assertThat(cities(m1)).containsEntry(longNumber(MANY), "上海");
  }

  @Test
  void shouldTakeUpWhomADeleteMovedToAPageThatWasReadAlready() {
    many();
    task.die();
    task.connected();
    typed(Map.of(ContactField.MOBILE_PHONE, longNumber(MANY), ContactField.NOTES, "typed"));
    String wanted = task.upsert("n", numbered(MANY));
    for (int i = 0; i < MANY && !task.ends().containsKey(wanted); i++) {
      task.delete("k" + i);
      task.passInSteps(Duration.ofSeconds(4), STEP);
    }

    assertThat(task.ends()).containsEntry(wanted, Outcome.APPLIED);
    assertThat(cities(m1)).as("once").containsEntry(longNumber(MANY), "上海");
  }

  @Test
  void shouldSayWhatAForgottenContactWaitsForWhoseListsAreNeverReadToTheirEnd() {
    many();
    task.upsert("n", numbered(MANY));
    task.settle();
    cloud.filter =
        call ->
            call instanceof M1Call.ListContacts list && list.page() > 2
                ? Optional.of(new M1Outcome.Refused<>(new M1Code("E10103"), "no"))
                : Optional.empty();
    task.forget("n");
    task.passInSteps(Duration.ofHours(2), STEP);

    assertThat(task.whyNotForgotten("n"))
        .isEqualTo("id-awaited (the last pass was cut short: refused)");
    assertThat(task.list.reasons()).containsEntry("n", "WAITING id-awaited");

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofHours(26), Duration.ofSeconds(4));
    assertThat(task.list.reasons()).doesNotContainKey("n");
    assertThat(cities(m1)).doesNotContainKey(longNumber(MANY));
  }
}
