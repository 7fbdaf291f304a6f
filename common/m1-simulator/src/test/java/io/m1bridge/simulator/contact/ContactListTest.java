package io.m1bridge.simulator.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactListTest {
  private final SimulatedCloud m1 = new SimulatedCloud();

  @BeforeEach
  void storeTwo() {
    m1.add(
        2,
        "[{\"email\":\"a@x.cn\"},{\"email\":\"b@x.cn\",\"gender\":false,\"birthday\":642268800000}]");
  }

  private JsonNode list(int limit) {
    return m1.get("/contact/all", Map.of("page", 1, "limit", limit));
  }

  private JsonNode row(int index) {
    return list(50).path("data").path("list").get(index);
  }

  @Test
  void shouldShowEmptyTextsInTheFormInForce() {
    assertThat(row(0).path("fullName").asText()).isEqualTo(" ");
    m1.behaviour("{\"contacts\":{\"emptyText\":\"empty\"}}");
    assertThat(row(0).path("fullName").asText("-")).isEmpty();
    m1.behaviour("{\"contacts\":{\"emptyText\":\"absent\"}}");
    assertThat(row(0).has("fullName")).isFalse();
  }

  @Test
  void shouldShowMissingGenderAndBirthdayAsThePagesListWhenToldSo() {
    assertThat(row(0).has("gender")).isFalse();
    assertThat(row(0).has("birthday")).isFalse();

    m1.behaviour(
        "{\"contacts\":{\"emptyGender\":\"true-with-blank-text\",\"emptyBirthday\":\"creation-seconds\"}}");

    assertThat(row(0).path("gender").asBoolean()).isTrue();
    assertThat(row(0).path("gender_des").asText()).isEqualTo(" ");
    assertThat(row(0).path("birthday").asLong()).isEqualTo(m1.now() / 1000);
    assertThat(row(0).path("birthday_des").asText()).startsWith("1970-01-");
  }

  @Test
  void shouldShowBirthdaysInSecondsWithTheWrongDayWhenToldSo() {
    assertThat(row(1).path("birthday").asLong()).isEqualTo(642268800000L);
    assertThat(row(1).path("birthday_des").asText()).isEqualTo("1990-05-10");

    m1.behaviour("{\"contacts\":{\"birthdayUnit\":\"seconds\"}}");

    assertThat(row(1).path("birthday").asLong()).isEqualTo(642268800L);
    assertThat(row(1).path("birthday_des").asText()).isEqualTo("1970-01-08");
  }

  @Test
  void shouldClipOrRefuseALimitAboveTheCap() {
    m1.behaviour("{\"contacts\":{\"pageCap\":1}}");
    assertThat(list(50).path("data").path("list")).hasSize(1);

    m1.behaviour("{\"contacts\":{\"aboveCap\":\"refused\"}}");
    assertThat(SimulatedCloud.code(list(50))).isEqualTo("E10103");
  }

  @Test
  void shouldDeleteAGroupWithOrWithoutItsContacts() {
    int first = group("first");
    m1.post("/contact/group/delete", Map.of("ids", "[" + first + "]", "flag", "false"));
    assertThat(m1.contacts()).hasSize(2);
    assertThat(m1.contacts().get(0).path("groups")).isEmpty();

    int second = group("second");
    m1.post("/contact/group/delete", Map.of("ids", "[" + second + "]", "flag", "true"));
    assertThat(m1.contacts().findValuesAsText("email")).containsExactly("b@x.cn");
    assertThat(m1.get("/contact/group/all", Map.of("page", 1, "limit", 9)).at("/data/total"))
        .hasToString("0");
  }

  private int group(String name) {
    return m1.post(
            "/contact/add",
            Map.of("opType", 2, "contacts", "[{\"email\":\"a@x.cn\"}]", "groupName", name))
        .at("/data/groupId")
        .asInt();
  }

  @Test
  void shouldMakeASecondGroupTheSameOrNoneForANameThatIsThere() {
    int first = m1.post("/contact/group/add", Map.of("name", "g")).at("/data/id").asInt();
    int second = m1.post("/contact/group/add", Map.of("name", "g")).at("/data/id").asInt();
    m1.behaviour("{\"contacts\":{\"existingGroup\":\"same-group\"}}");
    int same = m1.post("/contact/group/add", Map.of("name", "g")).at("/data/id").asInt();
    m1.behaviour("{\"contacts\":{\"existingGroup\":\"refused\"}}");
    JsonNode refused = m1.post("/contact/group/add", Map.of("name", "g"));

    assertThat(second).isNotEqualTo(first);
    assertThat(same).isEqualTo(first);
    assertThat(SimulatedCloud.code(refused)).isEqualTo("E10103");
  }

  @Test
  void shouldTakeAPropertysValuesAwayWithIt() {
    Map<String, Object> property = Map.of("label", "P", "fieldType", 1, "description", "");
    m1.post("/contact/property/add", property);
    int id = m1.post("/contact/property/all", Map.of()).at("/data/0/id").asInt();
    m1.add(
        2, "[{\"email\":\"a@x.cn\",\"propertys\":[{\"propertyId\":" + id + ",\"label\":\"v\"}]}]");
    assertThat(row(0).at("/propertys/0/label").asText()).isEqualTo("v");

    m1.post(
        "/contact/property/edit",
        Map.of("id", id, "label", "Q", "fieldType", 1, "description", "d"));
    assertThat(m1.contacts().get(0).path("custom")).hasToString("{\"Q\":\"v\"}");

    m1.post("/contact/property/delete", Map.of("id", id));
    assertThat(row(0).path("propertys")).isEmpty();
    assertThat(m1.post("/contact/property/all", Map.of()).path("data")).isEmpty();
  }
}
