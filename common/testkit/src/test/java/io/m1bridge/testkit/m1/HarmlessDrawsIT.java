package io.m1bridge.testkit.m1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The basic cycle, add, list, edit, delete, list, at 60 drawn servers that only say things
 * differently, later or in smaller parts: nobody is blamed, no read is in doubt, and the outcome is
 * the same.
 */
class HarmlessDrawsIT {

  private static final int DRAWS = 15;
  private static final int MOST_KNOBS = 8;
  private static final Column EMAIL = new Column.Field(ContactField.EMAIL);
  private static final Column CITY = new Column.Field(ContactField.CITY);
  private static final M1Call<?> EDIT =
      new M1Call.EditContacts(List.of(EMAIL, CITY), EMAIL, List.of(List.of("b@x.cn", "上海")));

  private static SimulatedAccount m1;

  @BeforeAll
  static void open() {
    m1 = new SimulatedAccount();
  }

  @AfterAll
  static void close() {
    m1.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_000, 3_000, 4_000})
  void shouldGoThroughTheBasicCycle(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + DRAWS; seed++) {
      m1.reset();
      JsonNode drawn =
          m1.simulator.send(
              "POST",
              "/draw",
              "{\"seed\": %d, \"most\": %d, \"harmless\": true}".formatted(seed, MOST_KNOBS));
      String draw = drawn.toString();

      withFaults(draw);
      m1.simulator.send("DELETE", "/faults", "");
      withoutFaults(draw);
    }
  }

  private static void withFaults(String draw) {
    for (M1Call<?> write : List.of(SimulatedAccount.add("f@x.cn"), EDIT, delete(List.of(1L)))) {
      assertThat(m1.send(write))
          .as(draw)
          .isInstanceOfAny(
              M1Outcome.Accepted.class,
              M1Outcome.Unexplained.class,
              M1Outcome.Unavailable.class,
              M1Outcome.Unknown.class,
              // Of an id that is not there.
              write instanceof M1Call.DeleteContacts
                  ? M1Outcome.Refused.class
                  : M1Outcome.Accepted.class);
    }
    for (M1Call<?> read :
        List.of(SimulatedAccount.list(1), new M1Call.ListProperties(), groups())) {
      assertThat(m1.send(read))
          .as(draw)
          .isInstanceOfAny(
              M1Outcome.Accepted.class, M1Outcome.Unexplained.class, M1Outcome.Unavailable.class);
    }
  }

  private static void withoutFaults(String draw) {
    // Writes may be refused for the first minute.
    m1.pass("PT1M");
    m1.value(SimulatedAccount.add("a@x.cn", "b@x.cn", "c@x.cn"));
    m1.value(new M1Call.AddProperty("等级", 1, "CRM", List.of()));
    m1.value(new M1Call.AddGroup("群组"));
    m1.pass("PT10S");
    m1.value(EDIT);
    List<Contact> all = all();
    assertThat(emails(all)).as(draw).contains("a@x.cn", "b@x.cn", "c@x.cn");
    assertThat(all)
        .as(draw)
        .filteredOn(contact -> email(contact).equals("b@x.cn"))
        .allSatisfy(contact -> assertThat(contact.get(ContactField.CITY)).contains("上海"));
    assertThat(m1.value(new M1Call.ListProperties()).rows())
        .as(draw)
        .extracting(M1Answers.Property::label)
        .containsExactly("等级");
    assertThat(m1.value(groups()).rows())
        .as(draw)
        .extracting(M1Answers.Group::name)
        .containsExactly("群组");

    m1.value(delete(all.stream().map(contact -> contact.id().getAsLong()).toList()));
    m1.pass("PT10S");

    assertThat(all()).as(draw).isEmpty();
  }

  /** All pages, until one is empty: totals are no proof of an end. */
  private static List<Contact> all() {
    List<Contact> all = new ArrayList<>();
    for (int page = 1; page < 20; page++) {
      M1Answers.Page<Contact> read = m1.value(SimulatedAccount.list(page));
      if (read.received() == 0) {
        return all;
      }
      assertThat(read.damaged()).isEmpty();
      all.addAll(read.rows());
    }
    throw new AssertionError("The list has no end");
  }

  private static List<String> emails(List<Contact> contacts) {
    return contacts.stream().map(HarmlessDrawsIT::email).toList();
  }

  private static String email(Contact contact) {
    return contact.get(ContactField.EMAIL).orElse("").strip().toLowerCase(Locale.ROOT);
  }

  private static M1Call<M1Answers.Page<M1Answers.Group>> groups() {
    return new M1Call.ListGroups(1, M1Call.MAX_PAGE, Optional.empty());
  }

  private static M1Call.DeleteContacts delete(List<Long> ids) {
    return new M1Call.DeleteContacts(ids);
  }
}
