package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.forget.Forget.AtM1;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order to forget a person is read before changes that were sent before it. */
class ForgetBacklogTest {

  private static final String EMAIL = "wang@x.cn";
  private static final String KEY = "crm-4711";
  private static final String UPSERTED = "crm.contact.upserted.v1";

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  private Instant forget() {
    Instant at = task.clock.instant();
    task.forget(KEY);
    task.settle();
    return at;
  }

  private Forget order() {
    return task.forgotten(KEY).orElseThrow();
  }

  private String upsertAt(long timestamp) {
    return task.sendAt(timestamp, KEY, UPSERTED, person(EMAIL, ""));
  }

  private void assertNothingIsLeft() {
    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.recordsWith(EMAIL)).isEmpty();
    assertThat(task.recordsWith(KEY)).isEmpty();
    assertThat(task.list.byContact()).isEmpty();
    assertThat(task.keptOriginals()).isZero();
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.promise().unsettled()).isZero();
    assertThat(order().atM1()).isEqualTo(AtM1.NOT_KNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndWhatWasSentBeforeTheOrder(Mode mode) {
    task.in(mode).connected();
    Instant asked = forget();
    assertThat(order().isDone()).isTrue();
    String made = upsertAt(asked.minusSeconds(7_200).toEpochMilli());
    String unreadable =
        task.sendAt(
            asked.minusSeconds(5_400).toEpochMilli(), KEY, UPSERTED, person("no address", ""));
    String deleted =
        task.sendAt(asked.minusSeconds(3_600).toEpochMilli(), KEY, "crm.contact.deleted.v1", null);
    task.pass(Duration.ofMinutes(2));

    assertThat(task.ends())
        .containsEntry(made, Outcome.BLOCKED)
        .containsEntry(deleted, Outcome.BLOCKED);
    assertThat(task.ends()).hasSize(3).doesNotContainKey(unreadable);
    assertNothingIsLeft();
  }

  /** Some sources stamp all records with old times: each such change is one before the order. */
  @Test
  void shouldEndNoChangeOnceTheOrderIsTooOld() {
    long old = forget().minusSeconds(7_200).toEpochMilli();
    for (int month = 0; month < 2; month++) {
      task.passInSteps(Duration.ofDays(40), Duration.ofHours(4));
      String made = upsertAt(old);
      task.settle();
      assertThat(task.ends()).containsEntry(made, Outcome.BLOCKED);
    }

    task.passInSteps(Duration.ofDays(20), Duration.ofHours(4));
    String made = upsertAt(old);
    task.settle();

    assertThat(task.ends()).containsEntry(made, Outcome.APPLIED);
  }

  @Test
  void shouldKeepNothingOfAChangeBeforeTheOrderThatABugMeets() {
    Instant asked = forget();
    ChangeReader sound = task.reader;
    task.reader =
        new ChangeReader() {
          @Override
          public Parsed<ContactKey> contact(
              byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
            return sound.contact(key, value, headers);
          }

          @Override
          public Parsed<ContactChange> parse(
              byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
            throw new IllegalStateException("A bug");
          }
        };
    upsertAt(asked.toEpochMilli());
    task.settle();

    assertThat(task.internalErrors()).hasSize(1);
    assertNothingIsLeft();
  }

  @Test
  void shouldRememberTheOrderOverADeath() {
    Instant asked = forget();
    task.die();
    task.connected();
    upsertAt(asked.toEpochMilli());
    task.settle();

    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10_000})
  void shouldAllowForClocksThatDiffer(long ahead) {
    Instant asked = forget();
    task.pass(Duration.ofMinutes(1));
    upsertAt(asked.toEpochMilli() + ahead);
    task.settle();

    assertNothingIsLeft();
  }

  @Test
  void shouldCountTopicsFromTheLastChangeThatCameLate() {
    Instant asked = forget();
    Instant gone = order().goneAt();
    task.pass(Duration.ofHours(1));
    upsertAt(asked.toEpochMilli());

    assertThat(order().goneAt()).isEqualTo(task.clock.instant()).isAfter(gone);
    assertThat(order().askedAt()).isEqualTo(asked);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE / 2})
  void shouldTakeAStampThatTellsNothingForTheTimeOfReading(long stamp) {
    forget();
    task.pass(Duration.ofMinutes(1));
    String anew = upsertAt(stamp);
    task.settle();

    assertThat(task.ends()).containsEntry(anew, Outcome.APPLIED);
  }

  @Test
  void shouldTakeWhatTheCrmSendsAfterTheOrder() {
    Instant asked = forget();
    task.pass(Duration.ofMinutes(1));
    String anew = upsertAt(asked.toEpochMilli() + 10_001);
    task.settle();

    assertThat(task.ends()).containsEntry(anew, Outcome.APPLIED);
    assertThat(m1.store().byEmail(EMAIL)).isPresent();
  }

  @Test
  void shouldEndWhatWasSentBeforeTheOrderWasRepeated() {
    task.dry(true).connected();
    task.sendAt(task.clock.millis(), KEY, UPSERTED, person(EMAIL, ""));
    task.dry(false).connected().settle();
    task.dry(true).connected();
    Instant first = forget();
    task.pass(Duration.ofMinutes(5));
    Instant second = forget();
    assertThat(order().askedAt()).isEqualTo(first);
    String between = upsertAt(second.minusSeconds(60).toEpochMilli());
    assertThat(task.ends()).containsEntry(between, Outcome.BLOCKED);
    task.dry(false).connected().pass(Duration.ofMinutes(1));

    assertThat(order().atM1()).isEqualTo(AtM1.DELETED);
    assertThat(m1.store().contacts()).isEmpty();
  }

  @Test
  void shouldCountFromWhenTheOrderWasGivenWhereItIsReadLate() {
    Instant given = task.clock.instant();
    task.pass(Duration.ofHours(1));
    task.forget(KEY, given);
    task.settle();
    String anew = upsertAt(given.plusSeconds(1_800).toEpochMilli());
    task.settle();

    assertThat(order().askedAt()).isEqualTo(given);
    assertThat(task.ends()).containsEntry(anew, Outcome.APPLIED);
  }
}
