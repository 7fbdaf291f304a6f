package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.OpType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointTest {

  @Test
  void shouldWriteAddAsThePageShows() {
    Map<String, String> sent =
        send(new M1Call.AddContacts(List.of(Samples.CONTACT), Optional.of("群组"), OpType.OVERWRITE));

    assertThat(sent).containsEntry("opType", "1").containsEntry("groupName", "群组");
    assertThat(json(sent, "contacts"))
        .isEqualTo(
            Json.parse(
                    """
                    [{"fullName": "测试名称1", "gender": true, "birthday": 1443628800000,
                      "email": "meihua1@meihua.info", "province_zh": "上海", "city_zh": "上海",
                      "qQ": "12345", "notes": " ",
                      "propertys": [{"propertyId": 159, "label": "文本"}]}]
                    """)
                .orElseThrow());
  }

  @Test
  void shouldLeaveOutTheGroupAndEmptyParts() {
    Map<String, String> sent =
        send(
            new M1Call.AddContacts(
                List.of(
                    Contact.of(
                        Map.of(ContactField.GENDER, "", ContactField.BIRTHDAY, ""), Map.of())),
                Optional.empty(),
                OpType.MERGE));

    assertThat(sent).doesNotContainKey("groupName");
    assertThat(sent).containsEntry("contacts", "[{}]");
  }

  @Test
  void shouldWriteEditAsThePageShows() {
    Column.Field email = new Column.Field(ContactField.EMAIL);
    List<Column> columns =
        List.of(
            new Column.Field(ContactField.FULL_NAME),
            email,
            new Column.Field(ContactField.PROVINCE),
            new Column.Field(ContactField.GENDER),
            new Column.Field(ContactField.BIRTHDAY),
            new Column.Property(160, "API测试额外字段(下拉框)", 2));

    Map<String, String> sent =
        send(
            new M1Call.EditContacts(
                columns,
                email,
                List.of(
                    List.of("test1", "test@meihua.info", "上海", "male", "1990-05-10", "选项1"),
                    List.of("", "123456@qq.com", "", "female", "", ""))));

    assertThat(json(sent, "contacts"))
        .isEqualTo(
            Json.parse(
                    """
                    [["test1", "test@meihua.info", "上海", "男", "Thu May 10 00:00:00 CDT 1990", "选项1"],
                     [" ", "123456@qq.com", " ", "女", " ", " "]]
                    """)
                .orElseThrow());
    assertThat(json(sent, "fields"))
        .isEqualTo(
            Json.parse(
                    """
                    [{"field": "fullName", "name": "姓名", "isOrigin": true, "type": 1},
                     {"field": "email", "isUniq": true, "name": "邮箱", "isOrigin": true, "type": 1},
                     {"field": "province", "name": "省份", "isOrigin": true, "type": 1},
                     {"field": "gender", "name": "性别", "isOrigin": true, "type": 1},
                     {"field": "birthday", "name": "生日", "isOrigin": true, "type": 1},
                     {"field": "160", "name": "API测试额外字段(下拉框)", "isOrigin": false, "type": 2}]
                    """)
                .orElseThrow());
  }

  @Test
  void shouldWriteAPropertyAsKeyColumn() {
    Column.Property key = new Column.Property(77, "CRM", 1);

    Map<String, String> sent =
        send(new M1Call.EditContacts(List.of(key), key, List.of(List.of("k-1"))));

    assertThat(json(sent, "fields").get(0).path("isUniq").asBoolean()).isTrue();
  }

  @Test
  void shouldWriteTheOtherCallsAsThePageSays() {
    assertThat(send(new M1Call.DeleteContacts(List.of(7L, 8L)))).isEqualTo(Map.of("ids", "[7,8]"));
    assertThat(send(new M1Call.ContactDetail(5))).isEqualTo(Map.of("id", "5"));
    assertThat(send(new M1Call.ListContacts(List.of(), 2, 50)))
        .isEqualTo(Map.of("page", "2", "limit", "50"));
    assertThat(send(new M1Call.ListContacts(List.of(3L), 2, 50))).containsEntry("groupIds", "[3]");
    assertThat(send(new M1Call.AddGroup("群"))).isEqualTo(Map.of("name", "群"));
    assertThat(send(new M1Call.DeleteGroups(List.of(1L, 2L), true)))
        .isEqualTo(Map.of("ids", "[1,2]", "flag", "true"));
    assertThat(send(new M1Call.ListGroups(1, 20, Optional.of("k"))))
        .isEqualTo(Map.of("page", "1", "limit", "20", "key", "k"));
    assertThat(send(new M1Call.AddTag("标"))).isEqualTo(Map.of("name", "标"));
    assertThat(send(new M1Call.AddProperty("l", 2, "d", List.of("电商行业"))))
        .isEqualTo(
            Map.of(
                "label",
                "l",
                "fieldType",
                "2",
                "description",
                "d",
                "subpropertys",
                "[{\"label\":\"电商行业\"}]"));
    assertThat(send(new M1Call.AddProperty("l", 1, "d", List.of())))
        .doesNotContainKey("subpropertys");
    assertThat(send(new M1Call.EditProperty(9, "l", 1, "d", List.of()))).containsEntry("id", "9");
    assertThat(send(new M1Call.DeleteProperty(9))).isEqualTo(Map.of("id", "9"));
    assertThat(send(new M1Call.ListCampaigns(Instant.ofEpochMilli(1), Instant.ofEpochMilli(2))))
        .isEqualTo(Map.of("start", "1", "end", "2"));
    assertThat(
            send(
                new M1Call.ListEngagement(
                    3450, 2, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), 3, 500)))
        .isEqualTo(
            Map.of(
                "type", "2", "id", "3450", "start", "1", "end", "2", "page", "3", "limit", "500"));
  }

  @Test
  void shouldHaveAnEndpointForEveryCallAndASampleOfIt() {
    List<Object> calls = List.of((Object[]) M1Call.class.getPermittedSubclasses());

    assertThat(Endpoints.all()).<Object>extracting(Endpoint::type).hasSameElementsAs(calls);
    assertThat(Stream.concat(Samples.READS.stream(), Samples.WRITES.stream()))
        .<Object>extracting(Object::getClass)
        .hasSameElementsAs(calls);
  }

  @Test
  void shouldGetWhatReadsAndPostWhatWrites() {
    assertThat(Samples.WRITES)
        .allSatisfy(call -> assertThat(kind(call)).isEqualTo(Endpoint.Kind.WRITE));
    assertThat(Samples.READS)
        .allSatisfy(
            call ->
                assertThat(kind(call))
                    .isEqualTo(
                        call instanceof M1Call.ListProperties
                            ? Endpoint.Kind.READ_BY_POST
                            : Endpoint.Kind.READ));
  }

  @Test
  void shouldNotQuoteAGenderThatItDoesNotKnow() {
    Contact contact = Contact.of(Map.of(ContactField.GENDER, "Wang Wei"), Map.of());

    assertThatThrownBy(() -> ContactForms.addObject(contact))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Wang");
  }

  private static <T> Map<String, String> send(M1Call<T> call) {
    return Endpoint.of(call).send(call);
  }

  private static Endpoint.Kind kind(M1Call<?> call) {
    return Endpoint.of(call).kind();
  }

  private static JsonNode json(Map<String, String> sent, String parameter) {
    return Json.parse(sent.get(parameter)).orElseThrow();
  }
}
