package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mapping changed, or the version, between the two times that a change is read. */
class ReadOtherwiseTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);
  private final ChangeReader asRouted = task.reader;

  @BeforeEach
  void begin() {
    task.connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.upsert("k2", person("b@x.cn", ""));
    task.settle();
  }

  @ParameterizedTest
  @CsvSource({"demo, k2", "other, k1"})
  void shouldDeleteNobodyThatItWasNotRoutedFor(String account, String key) {
    task.reader = new Otherwise(new ContactKey(new AccountId(account), key));
    task.delete("k1");

    task.pass(Duration.ofMinutes(5));

    assertThat(m1.store().contacts()).hasSize(2);
    assertThat(task.deadLetterReasons()).containsExactly("contact-read-otherwise");
    assertThat(task.list.reasons())
        .containsExactly(Map.entry("k1", "DEAD_LETTERED contact-read-otherwise"));
    assertThat(task.internalErrors()).isEmpty();
  }

  @Test
  void shouldWriteToNobodyThatItWasNotRoutedFor() {
    task.reader = new Otherwise(new ContactKey(TaskHarness.ACCOUNT, "k3"));
    task.upsert("k1", person("c@x.cn", ""));

    task.settle();

    assertThat(m1.store().byEmail("c@x.cn")).isEmpty();
    assertThat(task.deadLetterReasons()).containsExactly("contact-read-otherwise");
  }

  @Test
  void shouldTakeItWhenItIsReadAsItWasRouted() {
    task.reader = new Otherwise(new ContactKey(TaskHarness.ACCOUNT, "k2"));
    String event = task.delete("k1");
    task.replay(event);
    task.reader = asRouted;
    task.replay(event);

    task.pass(Duration.ofMinutes(5));

    assertThat(m1.store().byEmail("a@x.cn")).isEmpty();
    assertThat(m1.store().byEmail("b@x.cn")).isPresent();
    assertThat(task.replayed()).isEqualTo(Map.of("unreadable", 1, "taken", 1));
    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
  }

  /** Finds another contact when it reads the whole. */
  private final class Otherwise implements ChangeReader {
    private final ContactKey contact;

    Otherwise(ContactKey contact) {
      this.contact = contact;
    }

    @Override
    public Parsed<ContactKey> contact(
        byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
      return new Parsed.Valid<>(contact);
    }

    @Override
    public Parsed<ContactChange> parse(
        byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
      ContactChange read =
          ((Parsed.Valid<ContactChange>) asRouted.parse(key, value, headers)).value();
      return new Parsed.Valid<>(
          new ContactChange(
              contact,
              read.eventId(),
              read.type(),
              read.fields(),
              read.groups(),
              read.optOut(),
              read.identity()));
    }
  }
}
