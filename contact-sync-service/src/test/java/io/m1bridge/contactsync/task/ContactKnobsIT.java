package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.mapping.DropDown;
import io.m1bridge.contactsync.mapping.MappedLabel;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.DrawnSeed;
import io.m1bridge.testkit.m1.SimulatedM1;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adds and edits through the real client: knobs that must leave M1 equal to the CRM. */
class ContactKnobsIT {

  private static final int CONTACTS = 140;

  /** Half of the contacts get another city; the others join a group, or get what is the CRM's. */
  private static final List<String> OTHER =
      List.of(
          "{\"city\":\"北京\"}",
          "{\"groups\":[\"G1\",\"H\"]}",
          "{\"city\":\"北京\",\"notes\":\"b\"}",
          "{\"city\":\"上海\",\"notes\":\"c\"}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contacts\": {\"existingGroup\": \"refused\"}}",
        "{\"contacts\": {\"existingGroup\": \"same-group\"}}",
        "{\"contacts\": {\"writesRefused\": \"PT4M\"}}",
        "{\"contacts\": {\"writesRefused\": \"PT4M\", \"writesRefusedCode\": \"E10001\"}}",
        "{\"contacts\": {\"mostRows\": 50}}",
        "{\"contacts\": {\"mostRows\": 50}, \"failure\": {\"text\": \"text-only\"}}",
        "{\"contacts\": {\"birthdayUnit\": \"seconds\", \"emptyText\": \"absent\"}}",
        "{\"contacts\": {\"emptyGender\": \"true-with-blank-text\"}}",
        "{\"contacts\": {\"emptyBirthday\": \"creation-seconds\"}}",
        "{\"contacts\": {\"merge\": \"old-wins\", \"overwrite\": \"all-fields-and-groups\","
            + " \"emailIgnoresCase\": false, \"refuseMissingEmail\": false}}",
        "{\"contacts\": {\"merge\": \"fill-blanks\", \"blankWipes\": true, \"editBlankWipes\": false,"
            + " \"refuseInvalidEmail\": false, \"badBatch\": \"partial\", \"dropDown\": \"option-label\"}}",
        "{\"request\": {\"maxFormBytes\": 10000}}",
        "{\"request\": {\"maxFormBytes\": 10000, \"oversizeForm\": \"parameters-lost\"}}",
        "{\"request\": {\"maxFormBytes\": 10000, \"oversizeForm\": \"no-code\"}}",
        "{\"lists\": {\"nameLag\": \"PT3S\", \"namePageCap\": 5}}",
        "{\"answers\": {\"nothing\": \"absent\", \"nothingIsWhole\": true}}",
        "{\"answers\": {\"contentType\": \"html\"}}",
        "{\"damage\": {\"lists\": [\"properties\"], \"kinds\": [\"missing-field\", \"null-field\"],"
            + " \"fields\": [\"description\"], \"share\": 1}}"
      })
  void shouldEndEqualToTheCrm(String knobs) {
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      TaskHarness task = new TaskHarness(m1, 3).connected();
      m1.follow(task.clock);
      send(task, "上海");
      task.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));
      assertThat(m1.contacts()).as(knobs).isEqualTo(crm("上海"));

      send(task, "北京");
      task.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));

      assertThat(m1.contacts()).as(knobs).isEqualTo(crm("北京"));
      assertThat(task.ends().values()).hasSize(2 * CONTACTS).containsOnly(Outcome.APPLIED);
      assertThat(task.deadLetterReasons()).isEmpty();
      assertThat(m1.calls()).as("calls").isLessThan(60);
    }
  }

  @Test
  void shouldEndEqualToTheCrmWhateverM1IsDrawn() {
    try (SimulatedM1 m1 = new SimulatedM1("{}")) {
      String drawn = m1.draw(DrawnSeed.next());
      TaskHarness task = new TaskHarness(m1, 3).connected();
      m1.follow(task.clock);
      for (String city : List.of("上海", "北京")) {
        send(task, city);
        task.passInSteps(Duration.ofMinutes(20), Duration.ofSeconds(1));
        // M1 may keep names in small letters.
        assertThat(m1.contacts().stream().map(ContactKnobsIT::small))
            .as(drawn)
            .containsExactlyInAnyOrderElementsOf(
                crm(city).stream().map(ContactKnobsIT::small).toList());
      }

      assertThat(task.ends().values()).hasSize(2 * CONTACTS).containsOnly(Outcome.APPLIED);
      assertThat(task.deadLetterReasons()).isEmpty();

      task.command(Command.Action.RECONCILE);
      task.passInSteps(Duration.ofMinutes(40), Duration.ofSeconds(2));

      assertThat(task.view().reconcile().pass()).as(drawn).isPositive();
      assertThat(task.list.reasons()).as(drawn).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replaces", "adds"})
  void shouldAddTheOptionsOfADropDownThatRefusesOthers(String edit) {
    String knobs =
        "{\"contacts\": {\"dropDown\": \"option-label\", \"dropDownEdit\": \"" + edit + "\"}}";
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      TaskHarness task = new TaskHarness(m1, 3);
      task.labels =
          List.of(
              new MappedLabel(
                  "级别", "a.yaml", 1, false, null, new DropDown(List.of("金", "银"), true)));
      task.die();
      task.connected();
      m1.follow(task.clock);
      List<String> levels = List.of("金", "铜", "银", "铁");
      for (int i = 0; i < levels.size(); i++) {
        String level = "\"custom\":{\"级别\":\"" + levels.get(i) + "\"}";
        task.upsert("k" + i, person("p" + i + "@x.cn", level));
        task.passInSteps(Duration.ofMinutes(2), Duration.ofSeconds(1));
      }

      assertThat(m1.contacts())
          .hasSize(levels.size())
          .allMatch(contact -> levels.stream().anyMatch(contact::contains));
      assertThat(task.ends().values()).hasSize(levels.size()).containsOnly(Outcome.APPLIED);
    }
  }

  @Test
  void shouldEndEqualToTheCrmWhereContactsAreKnownByACustomProperty() {
    String knobs = "{\"contacts\": {\"refuseMissingEmail\": false, \"emptyText\": \"absent\"}}";
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      TaskHarness task = KeyedWorld.by(new TaskHarness(m1, 3), Identity.custom("No")).connected();
      m1.follow(task.clock);
      for (int i = 0; i < CONTACTS; i++) {
        task.upsert("k" + i, keyed(i, i % 2 == 0 ? "null" : "\"a" + i + "@x.cn\""));
      }
      task.passInSteps(Duration.ofMinutes(5), Duration.ofSeconds(1));
      for (int i = 0; i < CONTACTS; i++) {
        task.upsert("k" + i, keyed(i, "\"b" + i + "@x.cn\""));
      }
      task.command(Command.Action.RECONCILE);
      task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));
      for (int i = 100; i < CONTACTS; i++) {
        task.delete("k" + i);
      }
      task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));

      assertThat(m1.emails())
          .isEqualTo(
              IntStream.range(0, 100).mapToObj(i -> "b" + i + "@x.cn").collect(Collectors.toSet()));
      assertThat(m1.contacts()).hasSize(100);
      assertThat(task.ends().values()).hasSize(3 * CONTACTS - 100).containsOnly(Outcome.APPLIED);
      assertThat(task.callsByKind).doesNotContainKey("MARK").containsEntry("EDIT", 1);
      assertThat(task.list.reasons()).isEmpty();
    }
  }

  private static String keyed(int number, String email) {
    return "{\"custom\":{\"No\":\"n/" + number + "\"},\"email\":" + email + "}";
  }

  @Test
  void shouldListWhatM1DropsInSilence() {
    String knobs = "{\"contacts\": {\"refuseMarker\": \"p7@\", \"badBatch\": \"partial\"}}";
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      TaskHarness task = new TaskHarness(m1, 3).connected();
      m1.follow(task.clock);
      send(task, "上海");
      // Its total tells within ten minutes, and two passes tell who it is.
      task.passInSteps(Duration.ofMinutes(40), Duration.ofSeconds(2));

      assertThat(m1.emails()).hasSize(CONTACTS - 1).doesNotContain("p7@x.cn");
      assertThat(task.list.reasons()).containsExactly(Map.entry("k7", "DIFFERS missing-in-m1"));
    }
  }

  /** Somebody types into M1 between the calls, through M1's own API. */
  @Test
  void shouldKeepWhatAPersonTypedWhateverM1IsDrawn() {
    try (SimulatedM1 m1 = new SimulatedM1("{}")) {
      String drawn = m1.draw(DrawnSeed.next());
      TaskHarness task =
          new TaskHarness(m1, 3)
              .with("owners.city", "shared")
              .with("owners.\"custom:等级\"", "m1")
              .connected();
      m1.follow(task.clock);
      send(task, "上海");
      task.passInSteps(Duration.ofMinutes(20), Duration.ofSeconds(1));
      type(m1, "广州");
      for (int i = 0; i < CONTACTS; i++) {
        task.patch("k" + i, OTHER.get(i % OTHER.size()));
      }
      task.passInSteps(Duration.ofMinutes(20), Duration.ofSeconds(1));

      Set<String> shown = new TreeSet<>();
      for (int i = 0; i < CONTACTS; i++) {
        String groups = i % OTHER.size() == 1 ? "[\"G1\",\"H\"]" : "[\"G" + i % 2 + "\"]";
        shown.add(small("p%d@x.cn%s%s{}".formatted(i, i % 2 == 0 ? "北京" : "广州", groups)));
      }
      assertThat(m1.contacts().stream().map(ContactKnobsIT::small))
          .as(drawn)
          .containsExactlyInAnyOrderElementsOf(shown);
      assertThat(task.deadLetterReasons()).isEmpty();
    }
  }

  private static void type(SimulatedM1 m1, String city) {
    Column email = new Column.Field(ContactField.EMAIL);
    List<Column> columns = List.of(email, new Column.Field(ContactField.CITY));
    for (String address : m1.emails()) {
      M1Call<?> call = new M1Call.EditContacts(columns, email, List.of(List.of(address, city)));
      // What is drawn may lose an answer.
      assertThat(Stream.generate(() -> sent(m1, call)).limit(20))
          .anyMatch(M1Outcome.Accepted.class::isInstance);
    }
  }

  private static M1Outcome<?> sent(SimulatedM1 m1, M1Call<?> call) {
    return m1.send(TaskHarness.ACCOUNT, new AccessToken("unused"), call)
        .toCompletableFuture()
        .join();
  }

  private static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  @Test
  void shouldRejectTheCulpritAloneWhereM1SaysWhyInWordsOnly() {
    String knobs =
        "{\"failure\": {\"text\": \"text-only\"}, \"contacts\": {\"refuseMarker\": \"p7@\"}}";
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      TaskHarness task = new TaskHarness(m1, 3).connected();
      m1.follow(task.clock);
      send(task, "上海");
      task.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));

      assertThat(m1.emails()).hasSize(CONTACTS - 1).doesNotContain("p7@x.cn");
      assertThat(task.ends()).hasSize(CONTACTS).containsEntry("e7", Outcome.REJECTED);
      assertThat(task.deadLetterReasons()).containsExactly("m1-refused");
    }
  }

  private static void send(TaskHarness task, String city) {
    for (int i = 0; i < CONTACTS; i++) {
      task.upsert(
          "k" + i,
          person(
              "p" + i + "@x.cn",
              "\"city\":\"%s\",\"groups\":[\"G%d\"],\"custom\":{\"等级\":\"%d\"}"
                  .formatted(city, i % 2, i)));
    }
  }

  private static Set<String> crm(String city) {
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < CONTACTS; i++) {
      all.add("p%d@x.cn%s[\"G%d\"]{\"等级\":\"%d\"}".formatted(i, city, i % 2, i));
    }
    return all;
  }
}
