package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.errand.Errand;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person changes of the properties at M1 is known to the task. */
class ErrandPropertiesTest extends ErrandWorld {
  @Test
  void shouldKnowAPropertyThatAPersonMade() {
    made(new M1Call.AddProperty("Level", 1, "", List.of()));
    contactOfLevel("k1", "gold");

    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(m1.store().byEmail("k1@x.cn").orElseThrow().properties())
        .containsEntry(property("Level").id(), "gold");
  }

  @Test
  void shouldNotWriteToAPropertyThatAPersonDeleted() {
    contactOfLevel("k1", "gold");
    long before = property("Level").id();
    made(new M1Call.DeleteProperty(before));
    contactOfLevel("k2", "silver");

    assertThat(m1.calls(M1Call.AddProperty.class)).as("made anew").hasSize(2);
    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsOnlyKeys(property("Level").id())
        .doesNotContainKey(before);
  }

  @Test
  void shouldPackNothingForAPropertyThatIsAboutToGo() {
    contactOfLevel("k1", "gold");
    long before = property("Level").id();
    m1.hold();
    settled(new M1Call.DeleteProperty(before));
    contactOfLevel("k2", "silver");
    assertThat(m1.store().byEmail("k2@x.cn")).isEmpty();
    m1.release();
    task.settle();

    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsOnlyKeys(property("Level").id())
        .doesNotContainKey(before);
  }

  @Test
  void shouldGoOnWithAPropertyWhoseDeleteM1Refuses() {
    contactOfLevel("k1", "gold");
    long before = property("Level").id();
    m1.next(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    made(new M1Call.DeleteProperty(before));
    contactOfLevel("k2", "silver");

    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsEntry(before, "silver");
  }

  @Test
  void shouldWriteToAPropertyThatAPersonGaveTheLabel() {
    contactOfLevel("k1", "gold");
    M1Answers.Property level = property("Level");
    made(new M1Call.EditProperty(level.id(), "Class", 1, "", List.of()));
    task.upsert("k2", person("k2@x.cn", "\"custom\":{\"Class\":\"silver\"}"));
    task.settle();

    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsEntry(level.id(), "silver");
  }

  @Test
  void shouldCreateNothingWhileAPersonsChangeMayStillLand() {
    m1.nextAfterEffect(new M1Outcome.Unknown<>("timeout"));
    assertThat(end(settled(new M1Call.AddProperty("Level", 1, "", List.of()))).isUnknown())
        .isTrue();
    contactOfLevel("k1", "gold");
    assertThat(m1.calls(M1Call.ListProperties.class)).as("would say nothing yet").isEmpty();

    task.pass(TaskHarness.IN_DOUBT_FOR);

    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(m1.store().byEmail("k1@x.cn")).isPresent();
  }

  private M1Outcome<?> shown(M1Answers.Property... rows) {
    return new M1Outcome.Accepted<>(M1Answers.Rows.of(List.of(rows)));
  }

  @Test
  void shouldNotBelieveAListThatStillShowsADeletedProperty() {
    contactOfLevel("k1", "gold");
    M1Answers.Property before = property("Level");
    made(new M1Call.DeleteProperty(before.id()));
    m1.next(shown(before));
    contactOfLevel("k2", "silver");

    assertThat(m1.calls(M1Call.AddProperty.class)).as("made anew").hasSize(2);
    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsOnlyKeys(property("Level").id());
  }

  @Test
  void shouldNotBelieveAListThatStillShowsAnOldLabel() {
    contactOfLevel("k1", "gold");
    M1Answers.Property before = property("Level");
    made(new M1Call.EditProperty(before.id(), "Class", 1, "", List.of()));
    m1.next(shown(before));
    made(new M1Call.ListProperties());
    contactOfLevel("k2", "silver");

    assertThat(m1.calls(M1Call.AddProperty.class)).as("Level made anew").hasSize(2);
    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .doesNotContainKey(before.id());
  }

  @Test
  void shouldDeleteAPropertyOnceNoCallMayNameIt() {
    contactOfLevel("k1", "gold");
    long level = property("Level").id();
    m1.hold();
    contactOfLevel("k2", "silver");
    Errand errand = settled(new M1Call.DeleteProperty(level));
    assertThat(m1.calls(M1Call.DeleteProperty.class)).as("k2 is on its way").isEmpty();
    m1.release();
    task.settle();

    assertThat(end(errand).label()).isEqualTo("Accepted");
    assertThat(m1.calls(M1Call.DeleteProperty.class)).hasSize(1);
  }

  @Test
  void shouldGoOnWithAPropertyWhoseDeleteWaitedInVain() {
    contactOfLevel("k1", "gold");
    long level = property("Level").id();
    m1.hold();
    contactOfLevel("k2", "silver");
    Errand errand = settled(new M1Call.DeleteProperty(level));
    task.pass(Errands.PATIENCE);
    assertThat(notPlanned(errand).why()).contains("may name the property");
    m1.release();
    contactOfLevel("k3", "silver");

    assertThat(m1.store().byEmail("k3@x.cn").orElseThrow().properties())
        .containsEntry(level, "silver");
  }

  @Test
  void shouldNotGiveALabelTwice() {
    contactOfLevel("k1", "gold");
    long size = madeProperty("Size");
    made(new M1Call.AddProperty("New", 1, "", List.of()));
    int before = m1.calls().size();
    for (String label : List.of("level ", "New")) {
      assertThat(notPlanned(settled(new M1Call.AddProperty(label, 1, "", List.of()))).lasting())
          .isTrue();
      assertThat(notPlanned(settled(new M1Call.EditProperty(size, label, 1, "", List.of()))).why())
          .contains("of that name");
    }

    assertThat(m1.calls()).hasSize(before);
    assertThat(made(new M1Call.EditProperty(size, "size", 1, "its own", List.of())))
        .isInstanceOf(M1Outcome.Accepted.class);
  }

  private long madeProperty(String label) {
    made(new M1Call.AddProperty(label, 1, "", List.of()));
    return property(label).id();
  }
}
