package io.m1bridge.testkit.m1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.m1.OpType;
import io.m1bridge.m1.http.M1Clients;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.testkit.process.SharedSimulator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole client against the whole simulator: what one writes the other one understands. */
class M1ClientSimulatorIT {

  private static final AccountId ACCOUNT = new AccountId("m1-client-it");
  private static final OAuth2Port.Client CLIENT = new OAuth2Port.Client("it-client", "it-secret");
  private static final Column EMAIL = new Column.Field(ContactField.EMAIL);
  private static final M1Call<M1Answers.Page<Contact>> LIST =
      new M1Call.ListContacts(List.of(), 1, 50);

  private final SimulatorControl simulator = new SimulatorControl(SharedSimulator.control());
  private final M1Clients clients =
      HttpClients.open(
          SharedSimulator.apiUrl(),
          SharedSimulator.authUrl(),
          Map.of("m1bridge.m1.connect-timeout", "1s", "m1bridge.m1.call-timeout", "4s"),
          Clock.systemUTC());
  private AccessToken token = new AccessToken("none yet");
  private String refreshToken = "";

  @BeforeEach
  void setUp() {
    simulator.send("POST", "/reset", "");
    simulator.send(
        "PUT",
        "/accounts/" + ACCOUNT,
        "{\"clientId\": \"it-client\", \"secrets\": [\"it-secret\"], \"m1AccountId\": \"77\"}");
    JsonNode tokens = simulator.send("POST", "/accounts/" + ACCOUNT + "/tokens/issue", "");
    token = new AccessToken(tokens.path("accessToken").asText());
    refreshToken = tokens.path("refreshToken").asText();
  }

  @AfterEach
  void close() {
    clients.close();
    simulator.send("POST", "/reset", "");
  }

  @Test
  void shouldReadBackAContactAsItWasAdded() throws Exception {
    Map<ContactField, String> fields = allFields();
    done(new M1Call.AddProperty("等级", 1, "CRM", List.of()));
    long property = value(new M1Call.ListProperties()).rows().get(0).id();

    M1Answers.Added added =
        value(
            new M1Call.AddContacts(
                List.of(Contact.of(fields, Map.of(property, "金"))),
                Optional.of("群组"),
                OpType.MERGE));

    Contact read =
        value(new M1Call.ListContacts(List.of(added.groupId().getAsLong()), 1, 50)).rows().get(0);
    assertThat(read.fields()).isEqualTo(fields);
    assertThat(read.properties()).isEqualTo(Map.of(property, "金"));
    assertThat(read.groups()).containsExactly("群组");
    assertThat(read.accountId()).contains("77");
    assertThat(value(new M1Call.ContactDetail(read.id().getAsLong())).fields()).isEqualTo(fields);
  }

  @Test
  void shouldReadBackAContactAsItWasEdited() throws Exception {
    add(Map.of(ContactField.EMAIL, "a@example.com"));
    done(new M1Call.AddProperty("等级", 1, "CRM", List.of()));
    long property = value(new M1Call.ListProperties()).rows().get(0).id();
    Map<ContactField, String> fields = allFields();
    fields.put(ContactField.GENDER, "female");
    fields.put(ContactField.BIRTHDAY, "1990-05-10");
    List<Column> columns = new ArrayList<>();
    List<String> row = new ArrayList<>();
    fields.forEach(
        (field, value) -> {
          columns.add(new Column.Field(field));
          row.add(value);
        });
    columns.add(new Column.Property(property, "等级", 1));
    row.add("银");

    done(new M1Call.EditContacts(columns, EMAIL, List.of(row)));

    Contact read = value(LIST).rows().get(0);
    assertThat(read.fields()).isEqualTo(fields);
    assertThat(read.properties()).isEqualTo(Map.of(property, "银"));
  }

  @Test
  void shouldReadContactsInEveryFormOfTheirEmptyFields() throws Exception {
    add(Map.of(ContactField.EMAIL, "a@example.com", ContactField.BIRTHDAY, "1988-07-01"));
    add(Map.of(ContactField.EMAIL, "b@example.com"));
    for (String form : List.of("one-blank", "empty", "absent")) {
      for (String gender : List.of("absent", "true-with-blank-text")) {
        for (String birthday : List.of("absent", "creation-seconds")) {
          for (String unit : List.of("millis", "seconds")) {
            behave(
                "contacts",
                "{\"emptyText\": \"%s\", \"emptyGender\": \"%s\", \"emptyBirthday\": \"%s\","
                    + " \"birthdayUnit\": \"%s\"}",
                form,
                gender,
                birthday,
                unit);
            List<Contact> read = value(LIST).rows();

            assertThat(read)
                .extracting(contact -> contact.get(ContactField.BIRTHDAY).orElse(""))
                .containsExactlyInAnyOrder("1988-07-01", "");
            assertThat(read)
                .allSatisfy(
                    contact -> {
                      assertThat(contact.get(ContactField.GENDER).orElse("")).isEmpty();
                      assertThat(contact.get(ContactField.CITY).orElse("")).isEmpty();
                      assertThat(contact.get(ContactField.NOTES).orElse("")).isEmpty();
                    });
          }
        }
      }
    }
  }

  @Test
  void shouldDeleteContactsGroupsAndProperties() throws Exception {
    M1Answers.Group group = value(new M1Call.AddGroup("群"));
    add(Map.of(ContactField.EMAIL, "a@example.com"));
    long id = value(LIST).rows().get(0).id().getAsLong();
    done(new M1Call.AddProperty("行业", 2, "描述", List.of("电商行业", "化工行业")));
    M1Answers.Property property = value(new M1Call.ListProperties()).rows().get(0);
    assertThat(property.type()).isEqualTo(2);
    done(new M1Call.EditProperty(property.id(), "新行业", 2, "描述", List.of("电商行业")));
    assertThat(value(new M1Call.ListProperties()).rows().get(0).label()).isEqualTo("新行业");

    done(new M1Call.DeleteContacts(List.of(id)));
    done(new M1Call.DeleteGroups(List.of(group.id()), false));
    done(new M1Call.DeleteProperty(property.id()));

    assertThat(value(LIST).total()).hasValue(0);
    assertThat(value(new M1Call.ListGroups(1, 50, Optional.empty())).total()).hasValue(0);
    assertThat(value(new M1Call.ListProperties()).rows()).isEmpty();
  }

  @Test
  void shouldListTagsGroupsAndSettings() throws Exception {
    done(new M1Call.AddTag("标签"));
    value(new M1Call.AddGroup("群组"));

    assertThat(value(new M1Call.ListTags(1, 50, Optional.empty())).rows())
        .extracting(M1Answers.Tag::name)
        .containsExactly("标签");
    assertThat(value(new M1Call.ListGroups(1, 50, Optional.of("群"))).rows())
        .extracting(M1Answers.Group::name)
        .containsExactly("群组");
    assertThat(value(new M1Call.ContactSetting()).rows())
        .extracting(M1Answers.Setting::field)
        .contains("fullName", "email", "qQ");
  }

  @Test
  void shouldReadCampaignsAndTheirRows() throws Exception {
    simulator.send(
        "POST",
        "/accounts/" + ACCOUNT + "/campaigns",
        "{\"subject\": \"双十一\", \"recipients\": 50, \"openRate\": 1, \"duration\": \"PT1M\"}");
    simulator.send("POST", "/clock/advance", "{\"by\": \"PT2H\"}");
    Instant end = Instant.now().plus(Duration.ofHours(3));
    Instant start = end.minus(Duration.ofDays(2));

    M1Answers.Campaign campaign = value(new M1Call.ListCampaigns(start, end)).rows().get(0);
    M1Answers.Page<M1Answers.EngagementRow> page =
        value(new M1Call.ListEngagement(campaign.id(), 0, start, end, 1, 1_000));

    assertThat(campaign.subject()).isEqualTo("双十一");
    assertThat(page.total().orElse(0)).isGreaterThanOrEqualTo(45);
    assertThat(page.rows()).isNotEmpty();
    assertThat(page.rows().get(0).eventDate())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*");
    assertThat(page.rows()).allSatisfy(row -> assertThat(row.email()).contains("@"));
  }

  @Test
  void shouldKnowEveryFormOfEveryFailure() throws Exception {
    AccessToken bad = new AccessToken("bad");
    for (String form :
        List.of(
            "data-code",
            "data-error-code",
            "data-msg",
            "data",
            "code",
            "error-code",
            "error",
            "message",
            "msg")) {
      for (int status : List.of(200, 400, 401, 403, 500)) {
        for (String text : List.of("code", "code-and-text")) {
          behave(
              "failure",
              "{\"form\": \"%s\", \"status\": %d, \"text\": \"%s\"}",
              form,
              status,
              text);

          assertThat(send(bad, LIST)).isEqualTo(new M1Outcome.Unauthorized<>());
          fault("refuse", ", \"code\": \"E10104\"");
          assertThat(send(token, LIST)).isEqualTo(new M1Outcome.Throttled<>());
          fault("refuse", ", \"code\": \"E00003\"");
          assertThat(send(token, LIST))
              .isEqualTo(new M1Outcome.ContactLimit<>(new M1Code("E00003")));
        }
      }
    }
  }

  @Test
  void shouldNotKnowWhatBecameOfAWriteThatFailsOnTheWay() throws Exception {
    M1Call<M1Answers.Done> write = new M1Call.AddTag("标签");
    for (String kind :
        List.of(
            "reset-before", "reset-after", "truncated", "malformed", "status", "status-after")) {
      fault(kind, "");

      assertThat(send(token, write)).as(kind).isInstanceOf(M1Outcome.Unknown.class);
    }
    fault("delay", ", \"delayMs\": 6000");
    assertThat(send(token, write)).isEqualTo(new M1Outcome.Unknown<>("time-out"));
    fault("refuse", ", \"code\": \"E10001\"");
    assertThat(send(token, write)).isInstanceOf(M1Outcome.Unavailable.class);

    assertThat(send(token, write)).isInstanceOf(M1Outcome.Accepted.class);
  }

  @Test
  void shouldRefreshOnceAndTellADeadGrant() throws Exception {
    Grant grant = refresh(refreshToken);

    assertThat(grant).isInstanceOf(Grant.Granted.class);
    Grant.Granted granted = (Grant.Granted) grant;
    assertThat(Duration.between(Instant.now(), granted.expiresAt()))
        .isBetween(Duration.ofHours(23), Duration.ofHours(25));
    assertThat(send(granted.accessToken(), LIST)).isInstanceOf(M1Outcome.Accepted.class);
    assertThat(refresh(refreshToken))
        .isInstanceOfSatisfying(
            Grant.Denied.class, denied -> assertThat(denied.isAboutClient()).isFalse());
  }

  @Test
  void shouldNotRepeatARefreshWhoseAnswerIsLost() throws Exception {
    simulator.send(
        "POST",
        "/faults",
        "{\"path\": \"/access_token\", \"kind\": \"reset-after\", \"times\": 1}");

    assertThat(refresh(refreshToken)).isInstanceOf(Grant.Unknown.class);
    assertThat(refresh(refreshToken)).as("it was spent").isInstanceOf(Grant.Denied.class);
  }

  @Test
  void shouldAddAThousandChineseContactsInOneCall() throws Exception {
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < M1Call.MAX_ROWS; i++) {
      Map<ContactField, String> fields = allFields();
      fields.put(ContactField.EMAIL, "c" + i + "@example.com");
      contacts.add(Contact.of(fields, Map.of()));
    }

    value(new M1Call.AddContacts(contacts, Optional.empty(), OpType.MERGE));

    assertThat(value(LIST).total()).hasValue(1_000);
    assertThat(simulator.get("/accounts/" + ACCOUNT + "/calls/summary").path("total").asInt())
        .as("one add, one list")
        .isEqualTo(2);
  }

  private static Map<ContactField, String> allFields() {
    Map<ContactField, String> fields = new TreeMap<>();
    for (ContactField field : ContactField.values()) {
      fields.put(field, field.key() + " 值 & 100% + {x} \"q\"");
    }
    fields.put(ContactField.GENDER, "male");
    fields.put(ContactField.BIRTHDAY, "1987-08-15");
    fields.put(ContactField.EMAIL, "a@example.com");
    fields.put(ContactField.PROVINCE, "上海");
    fields.put(ContactField.CITY, "上海");
    return fields;
  }

  private void add(Map<ContactField, String> fields) throws Exception {
    value(
        new M1Call.AddContacts(
            List.of(Contact.of(fields, Map.of())), Optional.empty(), OpType.MERGE));
  }

  private void behave(String part, String patch, Object... values) {
    simulator.send("PATCH", "/behaviour", "{\"" + part + "\": " + patch.formatted(values) + "}");
  }

  private void fault(String kind, String more) {
    simulator.send(
        "POST",
        "/faults",
        "{\"path\": \"/contact/*\", \"kind\": \"" + kind + "\", \"times\": 1" + more + "}");
  }

  private void done(M1Call<M1Answers.Done> call) throws Exception {
    assertThat(value(call)).isEqualTo(M1Answers.Done.DONE);
  }

  private <T> T value(M1Call<T> call) throws Exception {
    M1Outcome<T> outcome = send(token, call);
    assertThat(outcome).as(call.name()).isInstanceOf(M1Outcome.Accepted.class);
    return ((M1Outcome.Accepted<T>) outcome).value();
  }

  private <T> M1Outcome<T> send(AccessToken with, M1Call<T> call) throws Exception {
    return clients.m1().send(ACCOUNT, with, call).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private Grant refresh(String with) throws Exception {
    return clients.oauth2().refresh(CLIENT, with).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
