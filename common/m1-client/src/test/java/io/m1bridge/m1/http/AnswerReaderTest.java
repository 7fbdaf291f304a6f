package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OpType;
import io.m1bridge.m1.wire.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The answers of M1's own page; the files beside this class are its examples. */
class AnswerReaderTest {

  @Test
  void shouldReadTheSettings() {
    assertThat(read(new M1Call.ContactSetting(), Samples.page("setting.json")).rows())
        .containsExactly(
            new M1Answers.Setting("fullName", "姓名", true, 1),
            new M1Answers.Setting("gender", "性别", true, 1));
  }

  @Test
  void shouldReadWhatAContactDid() {
    M1Answers.Rows<M1Answers.EngagementRow> rows =
        read(new M1Call.ContactBehaviour(2172079), Samples.page("detail.json"));

    assertThat(rows.damaged()).isEmpty();
    assertThat(rows.rows()).isNotEmpty();
    assertThat(rows.rows().get(0).campaignId()).isEqualTo(2880);
    assertThat(rows.rows().get(0).eventDate()).isEqualTo("2015-12-25 10:10:44.0");
  }

  @Test
  void shouldReadAContactDetail() {
    Contact contact = read(new M1Call.ContactDetail(2172079), Samples.page("detail.json"));

    assertThat(contact.id()).hasValue(2172079);
    assertThat(contact.accountId()).contains("7");
    assertThat(contact.get(ContactField.FULL_NAME)).contains("李玫");
    assertThat(contact.get(ContactField.WORK_PHONE)).contains("");
    assertThat(contact.get(ContactField.BIRTHDAY)).contains("");
    assertThat(contact.get(ContactField.GENDER)).isEmpty();
    assertThat(contact.get(ContactField.PROVINCE)).contains("");
    assertThat(contact.properties()).containsEntry(189L, "OnePassUserName");
    assertThat(contact.groups()).containsExactly("群组");
  }

  /** As servers write it that put JSON together by hand. */
  @Test
  void shouldReadTextsWithLineBreaksInThem() {
    M1Answers.Page<Contact> page =
        read(
            new M1Call.ListContacts(List.of(), 1, 50),
            "{\"success\":true,\"data\":{\"total\":1,\"list\":"
                + "[{\"id\":7,\"email\":\"a@x.cn\",\"notes\":\"O\\'Neil\n\tB\"}]}}");

    assertThat(page.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.get(ContactField.NOTES)).contains("O'Neil\n\tB"));
  }

  @Test
  void shouldReadAPageOfContacts() {
    M1Answers.Page<Contact> page =
        read(new M1Call.ListContacts(List.of(), 1, 50), Samples.page("list.json"));

    assertThat(page.total()).hasValue(4831);
    assertThat(page.rows()).extracting(contact -> contact.id().getAsLong()).contains(4338372L);
    Contact first = page.rows().get(0);
    assertThat(first.get(ContactField.EMAIL)).contains("baixiaoshen@milord.cn");
    assertThat(first.get(ContactField.GENDER)).as("true with a blank text").contains("");
    assertThat(first.get(ContactField.BIRTHDAY)).as("the second of creation").contains("");
    assertThat(first.get(ContactField.CITY)).contains("");
    assertThat(first.accountId()).contains("2627");
    assertThat(first.groups()).containsExactly("shengdan-shengdan");
  }

  @Test
  void shouldReadGroupIds() {
    M1Call<M1Answers.Added> add =
        new M1Call.AddContacts(List.of(Samples.CONTACT), Optional.empty(), OpType.MERGE);

    assertThat(read(add, "{\"success\": true, \"data\": {\"groupId\": \"null\"}}").groupId())
        .isEmpty();
    assertThat(read(add, "{\"success\": true, \"data\": {\"groupId\": 256}}").groupId())
        .hasValue(256);
  }

  @Test
  void shouldReadGroupsTagsAndProperties() {
    assertThat(read(new M1Call.AddGroup("0627"), Samples.page("group-add.json")))
        .isEqualTo(new M1Answers.Group(12802, "0627", OptionalLong.empty()));
    assertThat(read(new M1Call.ListGroups(1, 20, Optional.empty()), Samples.page("groups.json")))
        .isEqualTo(
            new M1Answers.Page<>(
                2,
                List.of(
                    new M1Answers.Group(402, "群组1", OptionalLong.of(0)),
                    new M1Answers.Group(401, "群组2", OptionalLong.of(0)))));
    assertThat(read(new M1Call.ListTags(1, 20, Optional.empty()), Samples.page("tags.json")).rows())
        .containsExactly(new M1Answers.Tag(402, "标签1", 0), new M1Answers.Tag(401, "标签2", 0));
    assertThat(read(new M1Call.ListProperties(), Samples.page("properties.json")).rows())
        .containsExactly(
            new M1Answers.Property(60, "注册时间", 2, "字段描述"),
            new M1Answers.Property(121, "注册来源", 1, "字段描述"));
  }

  @Test
  void shouldReadCampaigns() {
    List<M1Answers.Campaign> campaigns =
        read(new M1Call.ListCampaigns(Instant.EPOCH, Instant.EPOCH), Samples.page("tasks.json"))
            .rows();

    assertThat(campaigns).extracting(M1Answers.Campaign::id).containsExactly(3450L, 2956L);
    assertThat(campaigns.get(0).sendTime()).contains(Instant.ofEpochMilli(1452214800000L));
    assertThat(campaigns.get(0).status()).contains(4);
  }

  @Test
  void shouldReadEngagementRowsRaw() {
    M1Answers.Page<M1Answers.EngagementRow> page =
        read(
            new M1Call.ListEngagement(3450, 0, Instant.EPOCH, Instant.EPOCH, 1, 500),
            Samples.page("task-detail.json"));

    assertThat(page.total()).hasValue(500);
    assertThat(page.rows().get(0))
        .isEqualTo(
            new M1Answers.EngagementRow(
                3450,
                "邮件主题",
                Optional.of(Instant.ofEpochMilli(1452214800000L)),
                "open",
                "test@163.com",
                "2016-01-11 21:49:57.0",
                "",
                "",
                "183.69.234.48",
                "中国",
                "重庆",
                "重庆",
                "Windows 7",
                "Google Chrome",
                "24788"));
  }

  /** What was asked for is never searched for codes, in whatever form it comes. */
  @Test
  void shouldReadListsWithinTextsAndListsThatAreObjects() {
    String contacts = "{\"total\": 2, \"list\": %s}";
    String rows = "[{\"id\": 1, \"notes\": \"E10101\"}, {\"id\": 2, \"x\": \"E10101\"}]";
    String numbered = "{\"0\": {\"id\": 1}, \"3\": {\"id\": 2, \"x\": \"E10101\"}}";
    String text = JsonNodeFactory.instance.textNode(contacts.formatted(rows)).toString();
    for (String data : List.of(text, contacts.formatted(numbered))) {
      assertThat(
              read(
                      new M1Call.ListContacts(List.of(), 1, 50),
                      "{\"success\": true, \"data\": " + data + "}")
                  .rows())
          .extracting(contact -> contact.id().getAsLong())
          .containsExactly(1L, 2L);
    }
    assertThat(
            read(
                    new M1Call.ListProperties(),
                    "{\"data\": {\"2\": {\"id\": 1, \"label\": \"E10101\"}}}")
                .rows())
        .hasSize(1);
  }

  private static <T> T read(M1Call<T> call, String body) {
    M1Outcome<T> outcome = FailureReader.read(call, new Reply.Answer(200, body), Instant.EPOCH);
    assertThat(outcome).isInstanceOf(M1Outcome.Accepted.class);
    return ((M1Outcome.Accepted<T>) outcome).value();
  }
}
