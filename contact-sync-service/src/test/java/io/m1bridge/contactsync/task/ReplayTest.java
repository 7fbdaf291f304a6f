package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A dead letter is taken once what made it unreadable is mended, and never over newer data. */
class ReplayTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();
  private final ChangeReader good = task.reader;

  /** Reads contacts, and no change of them. */
  private final class Broken implements ChangeReader {
    @Override
    public Parsed<ContactKey> contact(
        byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
      return good.contact(key, value, headers);
    }

    @Override
    public Parsed<ContactChange> parse(
        byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
      return new Parsed.Invalid<>(Problem.of(Reason.FIELD_INVALID, "Mend the mapping"));
    }
  }

  private String unreadable(String city) {
    task.reader = new Broken();
    String event = task.upsert("k1", person("a@x.cn", "\"city\":\"" + city + "\""));
    task.reader = good;
    return event;
  }

  private String city() {
    return m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY).orElse("");
  }

  @Test
  void shouldTakeAllThatCouldNotBeReadInTheirOrder() {
    String first = unreadable("上海");
    String second = unreadable("北京");
    task.settle();
    assertThat(task.list.reasons()).containsExactly(Map.entry("k1", "DEAD_LETTERED field-invalid"));

    task.replay(first);
    task.settle();
    assertThat(city()).isEqualTo("上海");
    assertThat(task.list.byContact()).as("another one is left").hasSize(1);
    task.replay(second);
    task.settle();

    assertThat(city()).isEqualTo("北京");
    assertThat(task.list.byContact()).isEmpty();
    assertThat(task.ends()).isEqualTo(Map.of(first, Outcome.APPLIED, second, Outcome.APPLIED));
    assertThat(task.replayed()).isEqualTo(Map.of("taken", 2));
  }

  @Test
  void shouldNotTakeItOverALaterChange() {
    String old = unreadable("上海");
    task.upsert("k1", person("a@x.cn", "\"city\":\"北京\""));
    task.settle();
    task.replay(old);
    task.settle();

    assertThat(city()).isEqualTo("北京");
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1));
    assertThat(task.ends()).hasSize(1);
  }

  @Test
  void shouldNotTakeAnOldOneWhereANewerOneCouldNotBeReadEither() {
    String old = unreadable("上海");
    task.upsert("k1", person("a@x.cn", "\"city\":\"北京\""));
    String last = unreadable("广州");
    task.settle();
    task.replay(old);
    task.replay(last);
    task.settle();

    assertThat(city()).isEqualTo("广州");
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1, "taken", 1));
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldNotBringBackWhoWasDeletedSince() {
    String old = unreadable("上海");
    task.delete("k1");
    task.pass(Duration.ofMinutes(1));
    task.replay(old);
    task.settle();

    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1));
  }

  @Test
  void shouldTakeItOnce() {
    String event = unreadable("上海");
    task.replay(event);
    task.die();
    task.connected();
    task.replay(event);
    task.settle();

    assertThat(task.ends()).isEqualTo(Map.of(event, Outcome.APPLIED));
    assertThat(task.replayed()).isEqualTo(Map.of("taken", 1, "superseded", 1));
  }

  @Test
  void shouldKeepWhatStillCannotBeRead() {
    String event = unreadable("上海");
    task.reader = new Broken();
    task.replay(event);
    task.settle();

    assertThat(task.deadLetterReasons()).as("it is one already").hasSize(1);
    assertThat(task.list.byContact()).hasSize(1);
    assertThat(task.replayed()).isEqualTo(Map.of("unreadable", 1));
  }

  /** Its offset lies between those that could not be read of the topic as it was made anew. */
  @Test
  void shouldNotTakeOneOfATopicThatWasBegunAnew() {
    task.feed.from("changes", 20);
    String old =
        task.asideAtIntake("k1", "crm.contact.upserted.v1", person("a@x.cn", "\"city\":\"上海\""));
    task.pass(Duration.ofMinutes(1));
    task.upsert("k1", person("a@x.cn", "\"city\":\"北京\""));
    task.pass(Duration.ofMinutes(1));
    task.feed.from("changes", 5);
    unreadable("天津");
    task.feed.from("changes", 50);
    unreadable("重庆");
    task.settle();
    task.replay(old);
    task.settle();

    assertThat(city()).isEqualTo("北京");
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1));
  }
}
