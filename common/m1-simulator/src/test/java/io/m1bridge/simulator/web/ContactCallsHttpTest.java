package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each contact call through HTTP, with the samples of the vendor's page. */
@QuarkusTest
class ContactCallsHttpTest {
  private static final String PAGE_CONTACTS =
      """
      [{"fullName":"测试名称1","gender":true,"birthday":1443628800000,"companyName":"梅花信息",
        "jobTitle":"开发","email":"meihua1@meihua.info","workPhone":"13800000012","mobilePhone":" ",
        "website":" ","fax":" ","country":" ","province_zh":"上海","city_zh ":"上海","address":" ",
        "postCode":" ","qQ":" ","weibo":" ","weixin":" ","notes":" ",
        "propertys":[{"propertyId":159,"label":"文本"},{"propertyId":160,"label":"文字"}]},
       {"fullName":"测试名称2","gender":true,"birthday":1443628800000,"companyName":"梅花信息",
        "jobTitle":"开发","email":"meihua2@meihua.info","workPhone":"13800000013","mobilePhone":" ",
        "website":" ","fax":" ","country":" ","province_zh":"上海","city_zh ":"上海","address":" ",
        "postCode":" ","qQ":" ","weibo":" ","weixin":" ","notes":" ",
        "propertys":[{"propertyId":159,"label":"文本"},{"propertyId":160,"label":"339"}]}]
      """;

  private String token;

  @BeforeEach
  void start() {
    Http.reset();
    token = Http.token();
  }

  private Response add(String groupName) {
    return Http.post(
        "/contact/add",
        Map.of("token", token, "contacts", PAGE_CONTACTS, "opType", "2", "groupName", groupName));
  }

  private Map<String, Object> truth(String email) {
    List<Map<String, Object>> contacts = given().get("/_sim/accounts/demo/contacts").path("");
    return contacts.stream().filter(c -> email.equals(c.get("email"))).findFirst().orElseThrow();
  }

  @Test
  void shouldTakeThePagesAddSampleAndAnswerTheWordNullWithoutAGroup() {
    Response answer = add("");

    assertThat(answer.<Boolean>path("success")).isTrue();
    assertThat(answer.<Object>path("data.groupId")).isEqualTo("null");
    assertThat(truth("meihua1@meihua.info"))
        .containsEntry("fullName", "测试名称1")
        .containsEntry("gender", "male")
        .containsEntry("birthday", "2015-10-01")
        .containsEntry("province", "上海")
        .containsEntry("city", "上海")
        .doesNotContainKeys("mobilePhone", "qq");
  }

  @Test
  void shouldAnswerANumberAsGroupIdAndListTheGroupsContacts() {
    int group = add("群组1").path("data.groupId");

    Response listed =
        Http.get(
            "/contact/all",
            Map.of("token", token, "page", "1", "limit", "50", "groupIds", "[" + group + "]"));

    assertThat(listed.<Integer>path("data.total")).isEqualTo(2);
    assertThat(listed.<String>path("data.list[0].mobilePhone")).isEqualTo(" ");
    assertThat(listed.<String>path("data.list[0].accountId")).isEqualTo("2627");
    assertThat(listed.<String>path("data.list[0].province_zh")).isEqualTo("上海");
    assertThat(listed.<Integer>path("data.list[0].province")).isPositive();
    assertThat(listed.<Boolean>path("data.list[0].gender")).isTrue();
    assertThat(listed.<Long>path("data.list[0].birthday")).isEqualTo(1443628800000L);
    assertThat(listed.<String>path("data.list[0].groups[0].groupName")).isEqualTo("群组1");
  }

  @Test
  void shouldTakeThePagesEditSample() {
    add("");
    int text = property("API测试额外字段(文本)", "1");
    int choice = property("API测试额外字段(下拉框)", "2");

    Response answer =
        Http.post(
            "/contact/edit",
            Map.of(
                "token",
                token,
                "contacts",
                """
                [["test1","梅花信息","开发测试","13800000000","meihua1@meihua.info","上海","上海","女",
                  "Thu May 10 00:00:00 CDT 1990","文本1","选项1"]]
                """,
                "fields",
                """
                [{"field":"fullName","name":"姓名","isOrigin":true,"type":1},
                 {"field":"companyName","name":"公司","isOrigin":true,"type":1},
                 {"field":"jobTitle","name":"职位","isOrigin":true,"type":1},
                 {"field":"workPhone","name":"电话","isOrigin":true,"type":1},
                 {"field":"email","isUniq":true,"name":"邮箱","isOrigin":true,"type":1},
                 {"field":"province","name":"省份","isOrigin":true,"type":1},
                 {"field":"city","name":"城市","isOrigin":true,"type":1},
                 {"field":"gender","name":"性别","isOrigin":true,"type":1},
                 {"field":"birthday","name":"生日","isOrigin":true,"type":1},
                 {"field":"%d","name":"文本","isOrigin":false,"type":1},
                 {"field":"%d","name":"下拉框","isOrigin":false,"type":2}]
                """
                    .formatted(text, choice)));

    assertThat(answer.<String>path("data")).isEqualTo("success");
    assertThat(truth("meihua1@meihua.info"))
        .containsEntry("fullName", "test1")
        .containsEntry("gender", "female")
        .containsEntry("birthday", "1990-05-10")
        .containsEntry("custom", Map.of("API测试额外字段(文本)", "文本1", "API测试额外字段(下拉框)", "选项1"));
  }

  private int property(String label, String fieldType) {
    Http.post(
        "/contact/property/add",
        Map.of(
            "token",
            token,
            "label",
            label,
            "fieldType",
            fieldType,
            "description",
            "字段描述",
            "subpropertys",
            "[{\"label\":\"选项1\"},{\"label\":\"选项2\"}]"));
    List<Map<String, Object>> all =
        Http.post("/contact/property/all", Map.of("token", token)).path("data");
    return (int)
        all.stream().filter(p -> label.equals(p.get("label"))).findFirst().orElseThrow().get("id");
  }

  @Test
  void shouldDeleteByIdAndTellDetailsOfTheRest() {
    add("");
    int first = (int) truth("meihua1@meihua.info").get("id");
    int second = (int) truth("meihua2@meihua.info").get("id");

    Http.post("/contact/delete", Map.of("token", token, "ids", "[" + first + "]"));

    assertThat(
            Http.get("/contact/detail", Map.of("token", token, "id", second))
                .<String>path("data.detail.email"))
        .isEqualTo("meihua2@meihua.info");
    assertThat(
            Http.get("/contact/detail", Map.of("token", token, "id", first))
                .<String>path("data.code"))
        .isEqualTo("E10103");
  }

  @Test
  void shouldListNewestGroupsAndTagsFirstAndFilterThemByKey() {
    for (String name : List.of("群组2", "群组1", "别的")) {
      Http.post("/contact/group/add", Map.of("token", token, "name", name));
      Http.post("/contact/tag/add", Map.of("token", token, "name", name));
    }
    Map<String, String> firstPage = Map.of("token", token, "page", "1", "limit", "10", "key", "群组");

    Response groups = Http.get("/contact/group/all", firstPage);
    Response tags = Http.get("/contact/tag/all", firstPage);

    assertThat(groups.<Integer>path("data.total")).isEqualTo(2);
    assertThat(groups.<List<String>>path("data.groups.groupName")).containsExactly("群组1", "群组2");
    assertThat(tags.<List<String>>path("data.tags.tagName")).containsExactly("群组1", "群组2");
    assertThat(tags.<Integer>path("data.tags[0].contactSize")).isZero();
  }

  @Test
  void shouldTellTheSettingWithCustomFieldsByTheirId() {
    int property = property("注册来源", "1");

    Response setting = Http.get("/contact/setting", Map.of("token", token));

    assertThat(setting.<String>path("data.setting[0].field")).isEqualTo("fullName");
    assertThat(setting.<List<String>>path("data.setting.field"))
        .contains(Integer.toString(property));
  }
}
