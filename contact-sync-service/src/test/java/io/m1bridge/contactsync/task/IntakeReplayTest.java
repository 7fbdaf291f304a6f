package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A change that intake put aside, before anybody knew whose it was, is taken later as long as
 * nothing newer of its contact was.
 */
class IntakeReplayTest {

  private static final String UPSERT = "crm.contact.upserted.v1";
  private static final String DELETE = "crm.contact.deleted.v1";
  private static final String CHANGES = "changes";
  private static final String GONE = "ledger gone/demo/k1";

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  private String aside(String city) {
    return task.asideAtIntake("k1", UPSERT, in(city));
  }

  private static String in(String city) {
    return person("a@x.cn", "\"city\":\"" + city + "\"");
  }

  private String city() {
    return m1.store()
        .byEmail("a@x.cn")
        .flatMap(contact -> contact.get(ContactField.CITY))
        .orElse("none");
  }

  private void replayed(String event) {
    task.replay(event);
    task.settle();
  }

  @Test
  void shouldTakeTheFirstOfAContact() {
    String event = aside("上海");
    task.settle();
    replayed(event);

    assertThat(city()).isEqualTo("上海");
    assertThat(task.ends()).isEqualTo(Map.of(event, Outcome.APPLIED));
    assertThat(task.replayed()).isEqualTo(Map.of("taken", 1));
  }

  @Test
  void shouldTakeItOverAnOlderChange() {
    task.upsert("k1", in("北京"));
    task.settle();
    replayed(aside("上海"));

    assertThat(city()).isEqualTo("上海");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldNotTakeItOverALaterChange(boolean settled) {
    String event = aside("上海");
    task.upsert("k1", in("北京"));
    if (settled) {
      task.settle();
      task.die();
      task.connected();
    }
    replayed(event);

    assertThat(city()).isEqualTo("北京");
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1));
  }

  @Test
  void shouldNotTakeItOverAChangeThatIsOnItsWay() {
    m1.hold();
    String event = aside("上海");
    task.upsert("k1", in("北京"));
    task.pass(Duration.ofSeconds(5));
    task.replay(event);
    m1.release();
    task.settle();

    assertThat(city()).isEqualTo("北京");
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldNotBringBackWhoWasDeletedSince(boolean known) {
    if (known) {
      task.upsert("k1", in("北京"));
      task.settle();
    }
    String event = aside("上海");
    task.delete("k1");
    task.settle();
    task.die();
    task.connected();
    replayed(event);

    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1));
  }

  @Test
  void shouldBringBackWhoWasDeletedBefore() {
    task.upsert("k1", in("北京"));
    task.settle();
    task.delete("k1");
    task.settle();
    replayed(aside("上海"));

    assertThat(city()).isEqualTo("上海");
  }

  @Test
  void shouldCarryOutADeleteOnce() {
    task.upsert("k1", in("北京"));
    task.settle();
    String event = task.asideAtIntake("k1", DELETE, null);
    replayed(event);
    assertThat(m1.store().contacts()).isEmpty();
    replayed(event);

    assertThat(task.replayed()).isEqualTo(Map.of("taken", 1, "superseded", 1));
    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
  }

  @Test
  void shouldKeepTheOrderOfTheSource() {
    String first = aside("上海");
    String second = aside("北京");
    replayed(second);
    replayed(first);

    assertThat(city()).isEqualTo("北京");
    assertThat(task.replayed()).isEqualTo(Map.of("taken", 1, "superseded", 1));
  }

  /** It was read before the letter was written, and its call came late. */
  @Test
  void shouldTakeItOverWhatWasReadBeforeAndSettledLater() {
    m1.hold();
    task.upsert("k1", in("北京"));
    task.pass(Duration.ofSeconds(5));
    String event = aside("上海");
    m1.release();
    task.pass(Duration.ofMinutes(1));
    task.settle();

    replayed(event);
    assertThat(city()).isEqualTo("上海");
  }

  @Test
  void shouldTakeTwoOfAContactInTheirOrder() {
    String first = aside("上海");
    task.settle();
    String second = aside("北京");
    replayed(first);
    replayed(second);

    assertThat(city()).isEqualTo("北京");
    assertThat(task.replayed()).isEqualTo(Map.of("taken", 2));
  }

  /** Its offsets are lower, and it came later. */
  @ParameterizedTest
  @ValueSource(strings = {CHANGES, "renamed"})
  void shouldNotTakeItOverAChangeOfATopicThatCountsAnew(String topic) {
    task.feed.from(CHANGES, 1_000);
    String event = aside("上海");
    task.settle();
    task.feed.from(topic, 5);
    task.upsert("k1", in("北京"));
    task.settle();
    replayed(event);

    assertThat(city()).isEqualTo("北京");
    assertThat(task.replayed()).isEqualTo(Map.of("untold", 1));
  }

  @Test
  void shouldNotTakeItOverAnOpenChangeOfATopicThatCountsAnew() {
    task.feed.from(CHANGES, 1_000);
    String event = aside("上海");
    m1.hold();
    task.settle();
    task.feed.from(CHANGES, 5);
    task.upsert("k1", in("北京"));
    task.settle();
    task.replay(event);
    m1.release();
    task.settle();

    assertThat(city()).isEqualTo("北京");
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1));
  }

  @Test
  void shouldSayThatNobodyCanTellWhereTheChangeBeforeHasAHigherOffset() {
    task.feed.from(CHANGES, 1_000);
    task.upsert("k1", in("北京"));
    task.settle();
    task.feed.from(CHANGES, 5);
    replayed(aside("上海"));

    assertThat(task.replayed()).isEqualTo(Map.of("untold", 1));
  }

  @Test
  void shouldNotTakeWhatNobodyCanTellAnyMore() {
    String event = aside("上海");
    task.passInSteps(Duration.ofDays(31), Duration.ofHours(6));
    replayed(event);

    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.replayed()).isEqualTo(Map.of("untold", 1));
  }

  /** It kept nothing of those that were deleted. */
  @Test
  void shouldNotTakeWhatCameBeforeAVersionThatCannotTell() {
    task.upsert("other", person("b@x.cn", ""));
    task.settle();
    String event = aside("上海");
    task.clock.advance(Duration.ofSeconds(1));
    task.dieWithout("gone-since/of-task");
    task.connected();
    replayed(event);
    assertThat(task.replayed()).isEqualTo(Map.of("untold", 1));

    replayed(aside("上海"));
    assertThat(city()).isEqualTo("上海");
  }

  @Test
  void shouldRememberTheDeletedAsLongAsLettersAreKept() {
    task.upsert("k1", in("北京"));
    task.settle();
    task.delete("k1");
    task.settle();
    assertThat(task.recordsWith("k1")).containsExactly(GONE);
    task.passInSteps(Duration.ofDays(29), Duration.ofHours(6));
    assertThat(task.recordsWith("k1")).containsExactly(GONE);
    task.passInSteps(Duration.ofDays(2), Duration.ofHours(6));

    assertThat(task.recordsWith("k1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "deleted"})
  void shouldNeitherRememberNorBringBackTheForgotten(String before) {
    String event = aside("上海");
    task.upsert("k1", in("北京"));
    task.settle();
    if (!before.isEmpty()) {
      task.delete("k1");
      task.settle();
    }
    task.forget("k1");
    task.settle();
    replayed(event);

    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.recordsWith("k1")).isEmpty();
    assertThat(task.replayed()).isEqualTo(Map.of("superseded", 1));
  }

  @Test
  void shouldKeepWhatElseCouldNotBeRead() {
    String intake = aside("上海");
    String owner = task.patch("k1", "{\"city\":\"北京\"}");
    task.settle();
    assertThat(task.list.reasons())
        .containsExactly(Map.entry("k1", "DEAD_LETTERED contact-unknown"));

    replayed(intake);
    assertThat(city()).isEqualTo("上海");
    assertThat(task.list.reasons()).as("it came later").hasSize(1);
    replayed(owner);

    assertThat(city()).isEqualTo("北京");
    assertThat(task.list.byContact()).isEmpty();
    assertThat(task.replayed()).isEqualTo(Map.of("taken", 2));
  }
}
