package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import org.junit.jupiter.api.Test;

/** M1 takes labels that differ in case, width and blanks for one: no value is lost for that. */
class LabelSpellingsTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1, 3);

  @Test
  void shouldSendWhatWasSaidLastWhateverItsSpelling() {
    task.upsert("k", person("a@x.cn", "\"custom\":{\"Industry\":\"IT\",\"Level\":\"1\"}"));
    task.patch("k", "{\"custom\":{\" ＩＮＤＵＳＴＲＹ\":\"Bank\"}}");
    task.connected().settle();
    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(2);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().properties().values())
        .containsExactlyInAnyOrder("Bank", "1");

    task.patch("k", "{\"custom\":{\"Industry\":\"Farm\"}}");
    task.settle();
    task.patch("k", "{\"custom\":{\"industry\":\"Shop\"},\"city\":\"上海\"}");
    task.settle();

    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().properties().values())
        .containsExactlyInAnyOrder("Shop", "1");
    assertThat(m1.calls(M1Call.EditContacts.class))
        .allSatisfy(edit -> assertThat(edit.columns()).doesNotHaveDuplicates());
    assertThat(task.ends().values()).contains(Outcome.APPLIED).doesNotContain(Outcome.REJECTED);
  }

  @Test
  void shouldRejectTwoSpellingsOfOneChangeWhereM1HasOnePropertyForThem() {
    task.upsert("k", person("a@x.cn", "\"custom\":{\"ＩＴ預算\":\"有\",\"IT預算\":\"无\"}"));
    task.connected().settle();
    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(task.ends().values()).containsExactly(Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("labels-alike");
  }
}
