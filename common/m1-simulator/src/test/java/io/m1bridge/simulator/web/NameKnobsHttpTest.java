package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the names of groups and custom fields. */
@QuarkusTest
class NameKnobsHttpTest {
  private String token;

  @BeforeEach
  void start() {
    Http.reset();
    token = Http.token();
  }

  private Response addGroup(String name) {
    return Http.post("/contact/group/add", Map.of("token", token, "name", name));
  }

  private Response addProperty(String label) {
    return Http.post(
        "/contact/property/add",
        Map.of("token", token, "label", label, "fieldType", "1", "description", "d"));
  }

  private Response addContact(String group) {
    return Http.post(
        "/contact/add",
        Map.of(
            "token",
            token,
            "opType",
            "2",
            "contacts",
            "[{\"email\":\"a@x.cn\"}]",
            "groupName",
            group));
  }

  private List<String> groups() {
    return Http.get("/contact/group/all", Map.of("token", token, "page", 1, "limit", 99))
        .path("data.groups.groupName");
  }

  private List<String> labels() {
    return Http.post("/contact/property/all", Map.of("token", token)).path("data.label");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{\"trimmed\":true}| VIP <A> |VIP <A>",
        "{\"longest\":4}|VIP客户们|VIP客",
        "{\"folded\":true}|VIP客户|vip客户",
        "{\"escaped\":true}|R&D <\"x\">|R&amp;D &lt;&quot;x&quot;&gt;",
        "{\"trimmed\":true,\"longest\":3,\"folded\":true,\"escaped\":true}| A&BC |a&amp;b"
      })
  void shouldChangeNames(String knobs, String sent, String kept) {
    Http.behaviour("{\"names\":" + knobs + "}");
    addGroup(sent);
    addProperty(sent);
    addContact(sent);

    assertThat(groups()).containsExactly(kept);
    assertThat(labels()).containsExactly(kept);
    assertThat(given().get("/_sim/accounts/demo/contacts").<String>path("[0].groups[0]"))
        .isEqualTo(kept);
  }

  @Test
  void shouldRefuseGroupsAndCustomFieldsBeyondTheirNumber() {
    Http.behaviour("{\"names\":{\"mostGroups\":1,\"mostProperties\":1}}");
    addGroup("g");
    addProperty("p");

    assertThat(addGroup("h").<String>path("data.code")).isEqualTo("E10103");
    assertThat(addProperty("q").<String>path("data.code")).isEqualTo("E10103");
    assertThat(addContact("h").<String>path("data.code")).isEqualTo("E10103");
    assertThat(addContact("g").<Boolean>path("success")).isTrue();
    Http.behaviour("{\"names\":{\"refusalCode\":\"no-code\"}}");
    assertThat(addGroup("h").<Map<String, ?>>path("data")).containsOnlyKeys("msg");
  }

  @Test
  void shouldIgnoreGroupsAndCustomFieldsBeyondTheirNumberWhenToldSo() {
    Http.behaviour("{\"names\":{\"mostGroups\":1,\"mostProperties\":1,\"aboveMost\":\"ignored\"}}");
    addGroup("g");
    addProperty("p");

    assertThat(addGroup("h").<Boolean>path("success")).isTrue();
    assertThat(addProperty("q").<Boolean>path("success")).isTrue();
    assertThat(addContact("h").<Boolean>path("success")).isTrue();
    assertThat(groups()).containsExactly("g");
    assertThat(labels()).containsExactly("p");
    assertThat(given().get("/_sim/accounts/demo/contacts").<List<?>>path("[0].groups")).isEmpty();
  }

  @Test
  void shouldAnswerWithSuccessAndDoNothing() {
    Http.behaviour("{\"names\":{\"groupsWithoutEffect\":true,\"propertiesWithoutEffect\":true}}");

    assertThat(addGroup("g").<Integer>path("data.id")).isPositive();
    assertThat(addProperty("p").<Object>path("data")).isEqualTo("success");
    assertThat(addContact("g").<Integer>path("data.groupId")).isPositive();
    assertThat(groups()).isEmpty();
    assertThat(labels()).isEmpty();
  }
}
