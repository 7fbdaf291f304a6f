package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FieldOwnersTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);

  @Test
  void shouldNeverSendWhatM1Owns() {
    m1.store().put(typed("p1@x.cn", "typed"));
    task.with("owners.city", "m1").with("owners.\"custom:VIP\"", "m1").connected();
    String text = "\"city\":\"%s\",\"custom\":{\"VIP\":\"%s\"}";
    task.upsert("k1", person("p1@x.cn", text.formatted("上海", "1") + ",\"notes\":\"a\""));
    task.settle();
    String city = task.upsert("k1", person("p1@x.cn", text.formatted("北京", "2")));
    task.settle();
    task.upsert("k1", person("p1@x.cn", text.formatted("北京", "3") + ",\"notes\":\"b\""));
    task.settle();

    assertThat(contact("p1@x.cn").fields())
        .containsEntry(ContactField.CITY, "typed")
        .containsEntry(ContactField.NOTES, "b");
    assertThat(task.ends()).containsEntry(city, Outcome.UNCHANGED);
    assertThat(m1.calls(M1Call.AddProperty.class)).isEmpty();
    assertThat(m1.calls(M1Call.AddContacts.class)).hasSize(1);
    assertThat(headers()).containsExactly(List.of(ContactField.EMAIL, ContactField.NOTES));
  }

  @Test
  void shouldSendWhatIsSharedOnceAndWhenTheCrmChangesIt() {
    task.with("owners.city", "shared").connected();
    task.upsert("k1", person("p1@x.cn", "\"city\":\"上海\",\"notes\":\"a\""));
    task.settle();
    type("typed");

    task.upsert("k1", person("p1@x.cn", "\"city\":\"上海\",\"notes\":\"b\",\"groups\":[\"G\"]"));
    task.settle();
    task.upsert("k1", person("p1@x.cn", "\"city\":null,\"notes\":\"c\""));
    task.settle();
    assertThat(contact("p1@x.cn").fields())
        .containsEntry(ContactField.CITY, "typed")
        .containsEntry(ContactField.NOTES, "c");
    assertThat(contact("p1@x.cn").groups()).containsExactly("G");

    String back = task.upsert("k1", person("p1@x.cn", "\"city\":\"北京\""));
    task.upsert("k1", person("p1@x.cn", "\"city\":\"上海\""));
    task.settle();
    assertThat(contact("p1@x.cn").fields()).containsEntry(ContactField.CITY, "上海");
    assertThat(task.ends()).containsEntry(back, Outcome.COALESCED);
  }

  /** Another contact's news must not write over what a person typed. */
  @Test
  void shouldPadNoRowWithWhatIsShared() {
    task.with("owners.city", "shared").connected();
    for (int i = 0; i < 2; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\",\"notes\":\"a\""));
    }
    task.settle();
    type("typed");

    task.upsert("k0", person("p0@x.cn", "\"city\":\"北京\",\"notes\":\"a\""));
    task.upsert("k1", person("p1@x.cn", "\"city\":\"上海\",\"notes\":\"b\""));
    task.settle();

    assertThat(contact("p1@x.cn").fields())
        .containsEntry(ContactField.CITY, "typed")
        .containsEntry(ContactField.NOTES, "b");
    assertThat(contact("p0@x.cn").fields()).containsEntry(ContactField.CITY, "北京");
  }

  /** The CRM changes a shared field and takes that back while the call is under way. */
  @Test
  void shouldWriteAgainWhatWasChangedDuringACall() {
    task.with("owners.city", "shared").connected();
    task.upsert("k1", person("p1@x.cn", ""));
    task.settle();
    m1.hold();
    task.upsert("k1", person("p1@x.cn", "\"city\":\"上海\""));
    task.settle();
    type("typed");
    task.upsert("k1", person("p1@x.cn", "\"city\":\"北京\""));
    task.upsert("k1", person("p1@x.cn", "\"city\":\"上海\""));
    m1.release();
    task.settle();

    assertThat(contact("p1@x.cn").fields()).containsEntry(ContactField.CITY, "上海");
    assertThat(task.ends().values()).hasSize(4).doesNotContain(Outcome.REJECTED);
  }

  @Test
  void shouldJoinNoGroupWhereM1OwnsThemButThatOfWhoIsNotToBeMailed() {
    task.with("owners.groups", "m1").suppressions("do-not-mail-group").connected();
    task.suppress("p1@x.cn", Suppression.Reason.UNSUBSCRIBED);
    for (int i = 0; i < 2; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"groups\":[\"G\"]"));
    }
    task.settle();

    assertThat(contact("p0@x.cn").groups()).isEmpty();
    assertThat(contact("p1@x.cn").groups()).containsExactly("do-not-mail");
  }

  private void type(String city) {
    m1.store().type("p1@x.cn", ContactField.CITY, city);
  }

  private Contact contact(String email) {
    return m1.store().byEmail(email).orElseThrow();
  }

  private List<List<ContactField>> headers() {
    return m1.calls(M1Call.EditContacts.class).stream()
        .map(
            edit ->
                edit.columns().stream()
                    .map(Column.Field.class::cast)
                    .map(Column.Field::field)
                    .toList())
        .toList();
  }

  private static Contact typed(String email, String city) {
    return new Contact(
        OptionalLong.empty(),
        Map.of(ContactField.EMAIL, email, ContactField.CITY, city),
        Map.of(),
        List.of(),
        Optional.empty());
  }
}
