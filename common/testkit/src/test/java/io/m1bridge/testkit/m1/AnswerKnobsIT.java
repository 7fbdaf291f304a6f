package io.m1bridge.testkit.m1;

import static io.m1bridge.testkit.m1.SimulatedAccount.add;
import static io.m1bridge.testkit.m1.SimulatedAccount.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Outcome.Accepted;
import io.m1bridge.m1.M1Outcome.Refused;
import io.m1bridge.m1.M1Outcome.Throttled;
import io.m1bridge.m1.M1Outcome.TooLarge;
import io.m1bridge.m1.M1Outcome.Unavailable;
import io.m1bridge.m1.M1Outcome.Unexplained;
import io.m1bridge.m1.OpType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One knob at a time: how the client's call ends at an M1 that answers so. */
class AnswerKnobsIT {

  private static final Column EMAIL = new Column.Field(ContactField.EMAIL);
  private static final M1Call<?> GONE = new M1Call.DeleteContacts(List.of(999L));
  private static final M1Call<?> GONE_DETAIL = new M1Call.ContactDetail(999L);
  private static final M1Call<?> ONE_ROW = add("new@x.cn");
  private static final M1Call<?> TWO_ROWS = add("new@x.cn", "newer@x.cn");
  private static final M1Call<?> NO_MATCH =
      new M1Call.EditContacts(List.of(EMAIL), EMAIL, List.of(List.of("nobody@x.cn")));
  private static final M1Call<?> UNKNOWN_PROPERTY =
      new M1Call.AddContacts(
          List.of(Contact.of(Map.of(ContactField.EMAIL, "p@x.cn"), Map.of(404L, "v"))),
          Optional.empty(),
          OpType.MERGE);
  private static final M1Call<?> KNOWN_GROUP = new M1Call.AddGroup("群组");
  private static final M1Call<?> NEW_GROUP = new M1Call.AddGroup("other");
  private static final M1Call<?> NEW_PROPERTY = new M1Call.AddProperty("new", 1, "", List.of());
  private static final M1Call<?> NO_CAMPAIGN = engagement(404);

  private static SimulatedAccount m1;

  /** Part of the behaviour, its patch, the call, how that ends. */
  private record Case(String part, String patch, M1Call<?> call, Class<?> end) {
    @Override
    public String toString() {
      return part + " " + patch + " " + call.name();
    }
  }

  static List<Case> cases() {
    String no = ", \"refusalCode\": \"no-code\"";
    return List.of(
        new Case("contacts", "{\"goneDelete\": \"ignored\"}", GONE, Accepted.class),
        new Case("contacts", "{\"goneDelete\": \"counted\"}", GONE, Accepted.class),
        new Case("contacts", "{\"goneDelete\": \"refused\"}", GONE, Refused.class),
        new Case("contacts", "{\"goneDelete\": \"refused-rest-deleted\"}", GONE, Refused.class),
        new Case("contacts", "{\"goneDelete\": \"refused\"" + no + "}", GONE, Unexplained.class),
        new Case("contacts", "{\"goneDetailCode\": \"E10103\"}", GONE_DETAIL, Refused.class),
        new Case("contacts", "{\"goneDetailCode\": \"no-code\"}", GONE_DETAIL, Unexplained.class),
        new Case("contacts", "{\"mostRows\": 1}", ONE_ROW, Accepted.class),
        new Case("contacts", "{\"mostRows\": 1}", TWO_ROWS, Refused.class),
        new Case(
            "contacts",
            "{\"mostRows\": 1, \"tooManyCode\": \"no-code\"}",
            TWO_ROWS,
            Unexplained.class),
        new Case("contacts", "{\"refuseMarker\": \"newer\"}", TWO_ROWS, Refused.class),
        new Case(
            "contacts", "{\"refuseMarker\": \"newer\"" + no + "}", TWO_ROWS, Unexplained.class),
        new Case(
            "contacts",
            "{\"refuseMarker\": \"newer\", \"badBatch\": \"partial\"}",
            TWO_ROWS,
            Accepted.class),
        new Case("contacts", "{\"unmatchedEdit\": \"ignored\"}", NO_MATCH, Accepted.class),
        new Case("contacts", "{\"unmatchedEdit\": \"refused\"}", NO_MATCH, Refused.class),
        new Case(
            "contacts", "{\"unknownProperty\": \"ignored\"}", UNKNOWN_PROPERTY, Accepted.class),
        new Case("contacts", "{\"unknownProperty\": \"bad-row\"}", UNKNOWN_PROPERTY, Refused.class),
        new Case("contacts", "{\"pageCap\": 1}", list(1), Accepted.class),
        new Case("contacts", "{\"pageCap\": 1, \"aboveCap\": \"refused\"}", list(1), Refused.class),
        new Case("contacts", "{\"existingGroup\": \"same-group\"}", KNOWN_GROUP, Accepted.class),
        new Case("contacts", "{\"existingGroup\": \"second-group\"}", KNOWN_GROUP, Accepted.class),
        new Case("contacts", "{\"existingGroup\": \"refused\"}", KNOWN_GROUP, Refused.class),
        new Case("names", "{\"mostGroups\": 1}", NEW_GROUP, Refused.class),
        new Case("names", "{\"mostGroups\": 1" + no + "}", NEW_GROUP, Unexplained.class),
        new Case(
            "names", "{\"mostGroups\": 1, \"aboveMost\": \"ignored\"}", NEW_GROUP, Accepted.class),
        new Case("names", "{\"groupsWithoutEffect\": true}", NEW_GROUP, Accepted.class),
        new Case("names", "{\"mostProperties\": 1}", NEW_PROPERTY, Refused.class),
        new Case("names", "{\"propertiesWithoutEffect\": true}", NEW_PROPERTY, Accepted.class),
        new Case("request", "{\"maxFormBytes\": 50}", ONE_ROW, TooLarge.class),
        new Case(
            "request",
            "{\"maxFormBytes\": 50, \"oversizeForm\": \"parameters-lost\"}",
            ONE_ROW,
            Refused.class),
        new Case(
            "request",
            "{\"maxFormBytes\": 50, \"oversizeForm\": \"no-code\"}",
            ONE_ROW,
            Unexplained.class),
        new Case("lists", depth("refused"), list(2), Refused.class),
        new Case("lists", depth("server-error"), list(2), Unavailable.class),
        new Case("lists", depth("no-code"), list(2), Unexplained.class),
        new Case("lists", depth("empty"), list(2), Accepted.class),
        new Case("lists", depth("last-page"), list(2), Accepted.class),
        new Case("edm", "{\"unknownCampaign\": \"empty\"}", NO_CAMPAIGN, Accepted.class),
        new Case("edm", "{\"unknownCampaign\": \"refused\"}", NO_CAMPAIGN, Refused.class),
        new Case("edm", "{\"unknownCampaign\": \"no-code\"}", NO_CAMPAIGN, Unexplained.class));
  }

  @BeforeAll
  static void open() {
    m1 = new SimulatedAccount();
  }

  @BeforeEach
  void fill() {
    m1.reset();
    m1.value(add("a@x.cn", "b@x.cn", "c@x.cn"));
    m1.value(new M1Call.AddGroup("群组"));
    m1.value(new M1Call.AddProperty("等级", 1, "CRM", List.of()));
  }

  @AfterAll
  static void close() {
    m1.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldEndAsM1Answers(Case one) {
    m1.behave(one.part(), one.patch());

    assertThat(m1.send(one.call())).isInstanceOf(one.end());
  }

  @Test
  void shouldReadNothingInEveryForm() {
    m1.reset();
    for (String nothing : List.of("empty-array", "null", "empty-text", "empty-object", "absent")) {
      for (boolean whole : List.of(false, true)) {
        for (String type : List.of("json", "text", "html")) {
          m1.behave(
              "answers",
              "{\"nothing\": \"%s\", \"nothingIsWhole\": %s, \"contentType\": \"%s\"}"
                  .formatted(nothing, whole, type));
          for (M1Call<?> read :
              List.of(list(1), groups(), properties(), campaigns(), NO_CAMPAIGN)) {
            assertThat(received(read)).as("%s %s %s", nothing, whole, read.name()).isZero();
          }
        }
      }
    }
  }

  @Test
  void shouldCountEveryDamagedRow() {
    for (String kind :
        List.of("null-row", "not-an-object", "missing-field", "null-field", "other-type")) {
      for (String share : List.of("0.5", "1")) {
        m1.behave(
            "damage",
            "{\"kinds\": [\"%s\"], \"share\": %s, \"lists\": [\"contacts\", \"groups\","
                    .formatted(kind, share)
                + " \"properties\"]}");

        assertThat(received(list(1))).as(kind).isEqualTo(3);
        assertThat(received(groups())).as(kind).isEqualTo(1);
        assertThat(received(properties())).as(kind).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldReadTotalsInEveryForm() {
    for (String form : List.of("number", "text", "null", "absent")) {
      m1.behave("lists", "{\"total\": {\"form\": \"" + form + "\", \"cap\": 2, \"surplus\": 1}}");
      M1Answers.Page<Contact> page = m1.value(list(1));

      assertThat(page.rows()).hasSize(3);
      assertThat(page.total().isPresent()).isEqualTo(List.of("number", "text").contains(form));
    }
  }

  @Test
  void shouldReadAddressesInEveryForm() {
    for (String form : List.of("as-stored", "trimmed", "lower", "upper", "padded", "mixed")) {
      m1.behave("lists", "{\"address\": \"" + form + "\"}");

      assertThat(m1.value(list(1)).rows())
          .extracting(contact -> contact.get(ContactField.EMAIL).orElse("").strip())
          .usingElementComparator(String::compareToIgnoreCase)
          .containsExactlyInAnyOrder("a@x.cn", "b@x.cn", "c@x.cn");
    }
  }

  @Test
  void shouldReadWhatALagStillHidesOrShows() {
    m1.pass("PT6S");
    m1.behave(
        "lists", "{\"contactLag\": \"PT5S\", \"removalLag\": \"PT5S\", \"nameLag\": \"PT5S\"}");
    m1.value(add("late@x.cn"));
    m1.value(NEW_GROUP);
    m1.value(new M1Call.DeleteContacts(List.of(m1.value(list(1)).rows().get(0).id().getAsLong())));
    assertThat(received(list(1))).isEqualTo(3);
    assertThat(received(groups())).isEqualTo(1);

    m1.pass("PT6S");

    assertThat(m1.value(list(1)).rows())
        .extracting(contact -> contact.get(ContactField.EMAIL).orElse(""))
        .contains("late@x.cn")
        .hasSize(3);
    assertThat(received(groups())).isEqualTo(2);
  }

  @Test
  void shouldReadNamesAsM1KeptThem() {
    m1.behave("names", "{\"trimmed\": true, \"longest\": 8, \"folded\": true, \"escaped\": true}");
    m1.value(new M1Call.AddProperty(" A&B LABEL OF MANY ", 1, "", List.of()));

    assertThat(m1.value(new M1Call.ListProperties()).rows())
        .extracting(M1Answers.Property::label)
        .anySatisfy(label -> assertThat(label).startsWith("a&amp;b"));
  }

  @Test
  void shouldBeThrottledWhenTheHourIsUsedUp() {
    m1.reset("{\"clientId\": \"it-client\", \"secrets\": [\"it-secret\"], \"callLimit\": 2}");
    m1.behave("request", "{\"refusedCallsCount\": true}");
    m1.value(list(1));
    m1.value(list(1));

    assertThat(m1.send(list(1))).isInstanceOf(Throttled.class);
    assertThat(m1.send(ONE_ROW)).isInstanceOf(Throttled.class);
  }

  private static int received(M1Call<?> read) {
    M1Outcome<?> outcome = m1.send(read);
    assertThat(outcome).as(read.name()).isInstanceOf(Accepted.class);
    Object value = ((Accepted<?>) outcome).value();
    return value instanceof M1Answers.Page<?> page
        ? page.received()
        : ((M1Answers.Rows<?>) value).received();
  }

  private static String depth(String beyond) {
    return "{\"depth\": {\"rows\": 2, \"beyond\": \"" + beyond + "\"}}";
  }

  private static M1Call<?> groups() {
    return new M1Call.ListGroups(1, M1Call.MAX_PAGE, Optional.empty());
  }

  private static M1Call<?> properties() {
    return new M1Call.ListProperties();
  }

  private static M1Call<?> campaigns() {
    return new M1Call.ListCampaigns(Instant.now().minus(Duration.ofDays(2)), Instant.now());
  }

  private static M1Call<?> engagement(long campaign) {
    Instant end = Instant.now();
    return new M1Call.ListEngagement(campaign, 0, end.minus(Duration.ofDays(2)), end, 1, 100);
  }
}
