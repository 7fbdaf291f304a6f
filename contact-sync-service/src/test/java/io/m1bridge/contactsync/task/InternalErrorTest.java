package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A bug that one contact meets costs that contact. */
class InternalErrorTest {

  private static final int CONTACTS = 1_000;
  private static final String CULPRIT = "p77@x.cn";

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 encoder = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(encoder).connected();

  @Test
  void shouldRejectOnlyTheContactThatCannotBeEncodedInAnAdd() {
    failOn(call -> FilteredM1.carries(call, CULPRIT));
    addAll();

    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).hasSize(CONTACTS).containsEntry("e77", Outcome.REJECTED);
    assertThat(applied()).isEqualTo(CONTACTS - 1);
    assertThat(task.deadLetterReasons()).containsExactly("internal-error");
    assertThat(task.internalErrors()).isEqualTo(List.of("java.lang.ArithmeticException"));
  }

  @Test
  void shouldRejectOnlyTheContactThatCannotBeEncodedInAnEdit() {
    addAll();
    task.settle();
    failOn(call -> call instanceof M1Call.EditContacts && FilteredM1.carries(call, CULPRIT));
    for (int i = 0; i < CONTACTS; i++) {
      task.patch("k" + i, "{\"city\":\"上海\"}");
    }

    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).hasSize(2 * CONTACTS).containsEntry("e1077", Outcome.REJECTED);
    assertThat(applied()).isEqualTo(2 * CONTACTS - 1);
    assertThat(task.deadLetterReasons()).containsExactly("internal-error");
  }

  @Test
  void shouldRejectOnlyTheContactThatCannotBeEncodedInADelete() {
    addAll();
    task.settle();
    failOn(call -> FilteredM1.carries(call, CULPRIT));
    for (int i = 0; i < CONTACTS; i++) {
      task.delete("k" + i);
    }

    task.pass(Duration.ofMinutes(3));

    assertThat(task.ends()).hasSize(2 * CONTACTS).containsEntry("e1077", Outcome.REJECTED);
    assertThat(applied()).isEqualTo(2 * CONTACTS - 1);
    assertThat(m1.store().contacts()).hasSize(1);
    assertThat(task.deadLetterReasons()).containsExactly("internal-error");
  }

  @Test
  void shouldPutAsideOnlyTheChangeThatCannotBeRead() {
    task.reader = new ChangeParser(IntakeSettings.of(TaskHarness.ACCOUNT), new BrokenClock());
    task.upsert("k1", person("a@x.cn", "\"birthday\":\"1990-05-10\""));
    String good = task.upsert("k2", person("b@x.cn", ""));

    task.settle();

    assertThat(task.ends()).isEqualTo(Map.of(good, Outcome.APPLIED));
    assertThat(task.deadLetterReasons()).containsExactly("internal-error");
    assertThat(task.internalErrors()).containsExactly("java.lang.IllegalStateException");
  }

  private void addAll() {
    for (int i = 0; i < CONTACTS; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
  }

  private void failOn(Predicate<M1Call<?>> which) {
    encoder.filter =
        call -> {
          if (which.test(call)) {
            throw new ArithmeticException("what stands here may quote the contact");
          }
          return Optional.empty();
        };
  }

  private long applied() {
    return task.ends().values().stream().filter(Outcome.APPLIED::equals).count();
  }

  /** Stands for any bug in the reading of one field. */
  private static final class BrokenClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      throw new IllegalStateException("broken");
    }
  }
}
