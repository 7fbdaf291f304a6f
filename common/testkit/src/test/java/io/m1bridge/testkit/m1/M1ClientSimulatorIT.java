package io.m1bridge.testkit.m1;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.OpType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole client against the whole simulator: what one writes the other one understands. */
class M1ClientSimulatorIT {

  private static final Column EMAIL = new Column.Field(ContactField.EMAIL);
  private static final M1Call<M1Answers.Page<Contact>> LIST =
      new M1Call.ListContacts(List.of(), 1, 50);

  private final SimulatedAccount m1 = SimulatedAccount.impatient();

  @BeforeEach
  void setUp() {
    m1.reset(
        "{\"clientId\": \"it-client\", \"secrets\": [\"it-secret\"], \"m1AccountId\": \"77\"}");
  }

  @AfterEach
  void close() {
    m1.close();
  }

  @Test
  void shouldReadBackAContactAsItWasAdded() {
    Map<ContactField, String> fields = allFields();
    m1.done(new M1Call.AddProperty("等级", 1, "CRM", List.of()));
    long property = m1.value(new M1Call.ListProperties()).rows().get(0).id();

    M1Answers.Added added =
        m1.value(
            new M1Call.AddContacts(
                List.of(Contact.of(fields, Map.of(property, "金"))),
                Optional.of("群组"),
                OpType.MERGE));

    Contact read =
        m1.value(new M1Call.ListContacts(List.of(added.groupId().getAsLong()), 1, 50))
            .rows()
            .get(0);
    assertThat(read.fields()).isEqualTo(fields);
    assertThat(read.properties()).isEqualTo(Map.of(property, "金"));
    assertThat(read.groups()).containsExactly("群组");
    assertThat(read.accountId()).contains("77");
    assertThat(m1.value(new M1Call.ContactDetail(read.id().getAsLong())).fields())
        .isEqualTo(fields);
  }

  @Test
  void shouldReadBackAContactAsItWasEdited() {
    add(Map.of(ContactField.EMAIL, "a@example.com"));
    m1.done(new M1Call.AddProperty("等级", 1, "CRM", List.of()));
    long property = m1.value(new M1Call.ListProperties()).rows().get(0).id();
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

    m1.done(new M1Call.EditContacts(columns, EMAIL, List.of(row)));

    Contact read = m1.value(LIST).rows().get(0);
    assertThat(read.fields()).isEqualTo(fields);
    assertThat(read.properties()).isEqualTo(Map.of(property, "银"));
  }

  @Test
  void shouldReadContactsInEveryFormOfTheirEmptyFields() {
    add(Map.of(ContactField.EMAIL, "a@example.com", ContactField.BIRTHDAY, "1988-07-01"));
    add(Map.of(ContactField.EMAIL, "b@example.com"));
    for (String form : List.of("one-blank", "empty", "absent")) {
      for (String gender : List.of("absent", "true-with-blank-text")) {
        for (String birthday : List.of("absent", "creation-seconds")) {
          for (String unit : List.of("millis", "seconds")) {
            m1.behave(
                "contacts",
                ("{\"emptyText\": \"%s\", \"emptyGender\": \"%s\", \"emptyBirthday\": \"%s\","
                        + " \"birthdayUnit\": \"%s\"}")
                    .formatted(form, gender, birthday, unit));
            List<Contact> read = m1.value(LIST).rows();

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
  void shouldDeleteContactsGroupsAndProperties() {
    M1Answers.Group group = m1.value(new M1Call.AddGroup("群"));
    add(Map.of(ContactField.EMAIL, "a@example.com"));
    long id = m1.value(LIST).rows().get(0).id().getAsLong();
    m1.done(new M1Call.AddProperty("行业", 2, "描述", List.of("电商行业", "化工行业")));
    M1Answers.Property property = m1.value(new M1Call.ListProperties()).rows().get(0);
    assertThat(property.type()).isEqualTo(2);
    m1.done(new M1Call.EditProperty(property.id(), "新行业", 2, "描述", List.of("电商行业")));
    assertThat(m1.value(new M1Call.ListProperties()).rows().get(0).label()).isEqualTo("新行业");

    m1.done(new M1Call.DeleteContacts(List.of(id)));
    m1.done(new M1Call.DeleteGroups(List.of(group.id()), false));
    m1.done(new M1Call.DeleteProperty(property.id()));

    assertThat(m1.value(LIST).total()).hasValue(0);
    assertThat(m1.value(new M1Call.ListGroups(1, 50, Optional.empty())).total()).hasValue(0);
    assertThat(m1.value(new M1Call.ListProperties()).rows()).isEmpty();
  }

  @Test
  void shouldListTagsGroupsAndSettings() {
    m1.done(new M1Call.AddTag("标签"));
    m1.value(new M1Call.AddGroup("群组"));

    assertThat(m1.value(new M1Call.ListTags(1, 50, Optional.empty())).rows())
        .extracting(M1Answers.Tag::name)
        .containsExactly("标签");
    assertThat(m1.value(new M1Call.ListGroups(1, 50, Optional.of("群"))).rows())
        .extracting(M1Answers.Group::name)
        .containsExactly("群组");
    assertThat(m1.value(new M1Call.ContactSetting()).rows())
        .extracting(M1Answers.Setting::field)
        .contains("fullName", "email", "qQ");
  }

  @Test
  void shouldReadCampaignsAndTheirRows() {
    m1.simulator.send(
        "POST",
        "/accounts/" + SimulatedAccount.ID + "/campaigns",
        "{\"subject\": \"双十一\", \"recipients\": 50, \"openRate\": 1, \"duration\": \"PT1M\"}");
    m1.pass("PT2H");
    Instant end = Instant.now().plus(Duration.ofHours(3));
    Instant start = end.minus(Duration.ofDays(2));

    M1Answers.Campaign campaign = m1.value(new M1Call.ListCampaigns(start, end)).rows().get(0);
    M1Answers.Page<M1Answers.EngagementRow> page =
        m1.value(new M1Call.ListEngagement(campaign.id(), 0, start, end, 1, 1_000));

    assertThat(campaign.subject()).isEqualTo("双十一");
    assertThat(page.total().orElse(0)).isGreaterThanOrEqualTo(45);
    assertThat(page.rows()).isNotEmpty();
    assertThat(page.rows().get(0).eventDate())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*");
    assertThat(page.rows()).allSatisfy(row -> assertThat(row.email()).contains("@"));
  }

  @Test
  void shouldAddAThousandChineseContactsInOneCall() {
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < M1Call.MAX_ROWS; i++) {
      Map<ContactField, String> fields = allFields();
      fields.put(ContactField.EMAIL, "c" + i + "@example.com");
      contacts.add(Contact.of(fields, Map.of()));
    }

    m1.value(new M1Call.AddContacts(contacts, Optional.empty(), OpType.MERGE));

    assertThat(m1.value(LIST).total()).hasValue(1_000);
    assertThat(
            m1.simulator
                .get("/accounts/" + SimulatedAccount.ID + "/calls/summary")
                .path("total")
                .asInt())
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

  private void add(Map<ContactField, String> fields) {
    m1.value(
        new M1Call.AddContacts(
            List.of(Contact.of(fields, Map.of())), Optional.empty(), OpType.MERGE));
  }
}
