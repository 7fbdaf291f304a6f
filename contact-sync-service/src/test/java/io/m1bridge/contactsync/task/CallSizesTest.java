package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** M1 says that a call was too large: the account's next calls are smaller from the start. */
class CallSizesTest {

  private static final int MOST = 30;

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud).connected();
  private int refusals;
  private int added;

  static List<M1Outcome<?>> tooLarge() {
    return List.of(new M1Outcome.Refused<>(M1Code.TOO_MANY_ROWS, ""), new M1Outcome.TooLarge<>());
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  void shouldLearnOnceHowManyRowsPass(M1Outcome<?> tooLarge) {
    cloud.filter = call -> refuse(call, tooLarge);
    add(100);
    assertThat(refusals).as("of 100 and of 50").isBetween(2, 3);
    add(100);
    assertThat(refusals).as("learned").isLessThanOrEqualTo(3);

    task.passInSteps(Duration.ofHours(1), Duration.ofSeconds(10));
    cloud.filter = call -> Optional.empty();
    int before = m1.calls(M1Call.AddContacts.class).size();
    add(100);

    assertThat(m1.calls(M1Call.AddContacts.class).size() - before)
        .as("forgotten after an hour")
        .isEqualTo(1);
    assertThat(task.ends().values()).hasSize(300).containsOnly(Outcome.APPLIED);
  }

  /**
   * Servers that lose the parameters of a form that is too large say only that they are missing.
   */
  @Test
  void shouldLearnFromARefusedBatchOfWhichEveryPartPasses() {
    cloud.filter = call -> refuse(call, new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    add(100);
    add(100);
    assertThat(refusals).as("of 100, and of 50 of another batch").isLessThanOrEqualTo(3);
    int learned = refusals;
    int before = m1.calls(M1Call.AddContacts.class).size();

    add(100);

    assertThat(refusals).isEqualTo(learned);
    assertThat(m1.calls(M1Call.AddContacts.class).size() - before).isBetween(4, 5);
    assertThat(task.ends().values()).hasSize(300).containsOnly(Outcome.APPLIED);
  }

  /** Whoever is refused alone was the culprit: the size of his batch tells nothing. */
  @Test
  void shouldNotLearnFromABatchWithACulprit() {
    Optional<String> culprit = Optional.of("p7@x.cn");
    cloud.filter =
        call ->
            call instanceof M1Call.AddContacts add
                    && add.contacts().stream()
                        .anyMatch(contact -> contact.get(ContactField.EMAIL).equals(culprit))
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""))
                : Optional.empty();
    add(100);
    task.passInSteps(Duration.ofMinutes(5), Duration.ofSeconds(10));
    int before = m1.calls(M1Call.AddContacts.class).size();

    add(60);

    assertThat(task.ends().values()).filteredOn(end -> end == Outcome.REJECTED).hasSize(1);
    assertThat(m1.calls(M1Call.AddContacts.class).size() - before).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  void shouldDeleteInCallsThatPass(M1Outcome<?> tooLarge) {
    add(300);
    cloud.filter = call -> refuse(call, tooLarge);
    delete(0, 100);
    assertThat(refusals).as("learned by the first job").isBetween(1, 3);
    int learned = refusals;

    delete(100, 200);
    add(100);

    assertThat(refusals).as("deletes and adds are smaller from the start").isEqualTo(learned);
    assertThat(task.ends().values()).hasSize(700).containsOnly(Outcome.APPLIED);
  }

  private void delete(int from, int count) {
    for (int i = from; i < from + count; i++) {
      task.delete("k" + i);
    }
    task.pass(Duration.ofMinutes(4));
  }

  private Optional<M1Outcome<?>> refuse(M1Call<?> call, M1Outcome<?> tooLarge) {
    if (call instanceof M1Call.AddContacts add && add.contacts().size() > MOST) {
      refusals++;
      return Optional.of(tooLarge);
    }
    return Optional.empty();
  }

  private void add(int contacts) {
    for (int i = 0; i < contacts; i++) {
      task.upsert("k" + added, person("p" + added++ + "@x.cn", ""));
    }
    task.pass(Duration.ofSeconds(10));
  }
}
