package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.mapping.MappedLabel;
import io.m1bridge.contactsync.view.LikeLabel;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A label that somebody mistyped in a mapping. */
class LikeLabelsTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);

  @BeforeEach
  void m1HasALevel() {
    task.connected();
    task.upsert("k0", person("o@x.cn", "\"custom\":{\"Level\":\"A\"}"));
    task.pass(Duration.ofMinutes(1));
    assertThat(created()).containsExactly("Level");
  }

  @Test
  void shouldTellAndNotMakeItAtM1() {
    mapped(new MappedLabel("Levle", "customers.yaml", 12, false, null, null));
    String mistyped = task.upsert("k1", person("a@x.cn", "\"custom\":{\"Levle\":\"B\"}"));
    task.pass(Duration.ofMinutes(1));

    assertThat(created()).containsExactly("Level");
    assertThat(task.view().labels())
        .containsExactly(new LikeLabel("Levle", "Level", "customers.yaml", 12));
    assertThat(task.ends()).containsEntry(mistyped, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("property-missing");
  }

  @Test
  void shouldMakeWhatTheMappingSaysIsMeant() {
    mapped(new MappedLabel("Levle", "customers.yaml", 12, true, null, null));
    assertMade("Levle");
  }

  @Test
  void shouldMakeWhatIsLikeNoOther() {
    mapped(new MappedLabel("Branch", "customers.yaml", 12, false, null, null));
    assertMade("Branch");
  }

  @Test
  void shouldMakeWhatAMappingOfAnotherAccountNames() {
    mapped(new MappedLabel("Levle", "customers.yaml", 12, false, new AccountId("other"), null));
    assertMade("Levle");
  }

  /** It may be told by a change of our own form, which somebody wrote a program for. */
  @Test
  void shouldMakeWhatNoMappingNames() {
    mapped();
    assertMade("Levle");
  }

  @Test
  void shouldGoOnOnceM1HasIt() {
    mapped(new MappedLabel("Levle", "customers.yaml", 12, false, TaskHarness.ACCOUNT, null));
    task.upsert("k1", person("a@x.cn", "\"custom\":{\"Levle\":\"B\"}"));
    task.pass(Duration.ofMinutes(1));
    mapped(new MappedLabel("Levle", "customers.yaml", 12, true, TaskHarness.ACCOUNT, null));
    task.upsert("k2", person("b@x.cn", "\"custom\":{\"Levle\":\"C\"}"));
    task.pass(Duration.ofMinutes(10));

    assertThat(created()).containsExactly("Level", "Levle");
    assertThat(task.view().labels()).isEmpty();
    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
    assertThat(m1.store().byEmail("b@x.cn")).isPresent();
  }

  /** As the manual says: what was read before would want the mistyped one for ever. */
  @Test
  void shouldLetGoOfItByANullInItsPlace() {
    mapped(new MappedLabel("Levle", "customers.yaml", 12, false, null, null));
    task.upsert("k1", person("a@x.cn", "\"custom\":{\"Levle\":\"B\"}"));
    task.pass(Duration.ofMinutes(1));

    mapped(
        new MappedLabel("Level", "customers.yaml", 12, false, null, null),
        new MappedLabel("Levle", "customers.yaml", 13, false, null, null));
    String corrected =
        task.upsert("k1", person("a@x.cn", "\"custom\":{\"Level\":\"B\",\"Levle\":null}"));
    task.pass(Duration.ofMinutes(1));
    mapped(new MappedLabel("Level", "customers.yaml", 12, false, null, null));
    String later = task.upsert("k1", person("a@x.cn", "\"custom\":{\"Level\":\"C\"}"));
    task.pass(Duration.ofMinutes(10));

    assertThat(created()).containsExactly("Level");
    assertThat(task.ends())
        .containsEntry(corrected, Outcome.APPLIED)
        .containsEntry(later, Outcome.APPLIED);
  }

  private void assertMade(String label) {
    String change = task.upsert("k1", person("a@x.cn", "\"custom\":{\"" + label + "\":\"B\"}"));
    task.pass(Duration.ofMinutes(1));

    assertThat(created()).containsExactly("Level", label);
    assertThat(task.view().labels()).isEmpty();
    assertThat(task.ends()).containsEntry(change, Outcome.APPLIED);
  }

  private void mapped(MappedLabel... labels) {
    task.labels = List.of(labels);
    task.die();
    task.connected();
  }

  private List<String> created() {
    return m1.calls(M1Call.AddProperty.class).stream().map(M1Call.AddProperty::label).toList();
  }
}
