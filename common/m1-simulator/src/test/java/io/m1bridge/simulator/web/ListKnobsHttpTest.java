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

/** Each knob of lists, as a client sees it. */
@QuarkusTest
class ListKnobsHttpTest {
  private static final String THREE =
      "[{\"email\":\" A@x.cn\"},{\"email\":\"b@x.cn\"},{\"email\":\"c@x.cn\"}]";

  private String token;

  @BeforeEach
  void start() {
    Http.reset();
    Http.control("{\"scale\":0}").put("/_sim/clock").then().statusCode(200);
    token = Http.token();
  }

  private int addThree(String group) {
    return Http.post(
            "/contact/add",
            Map.of("token", token, "opType", "2", "contacts", THREE, "groupName", group))
        .path("data.groupId");
  }

  private Response all(int page, int limit) {
    return Http.get("/contact/all", Map.of("token", token, "page", page, "limit", limit));
  }

  private Response members(int group) {
    return Http.get(
        "/contact/all",
        Map.of("token", token, "page", 1, "limit", 50, "groupIds", "[" + group + "]"));
  }

  private Response delete(String ids) {
    return Http.post("/contact/delete", Map.of("token", token, "ids", ids));
  }

  private List<Integer> ids() {
    return given().get("/_sim/accounts/demo/contacts").path("id");
  }

  private static void pass(String time) {
    Http.control("{\"by\":\"" + time + "\"}").post("/_sim/clock/advance").then().statusCode(200);
  }

  @Test
  void shouldShowMembersOfAGroupOnlySomeTimeAfterTheyJoined() {
    Http.behaviour("{\"lists\":{\"memberLag\":\"PT8S\"}}");
    int group = addThree("g");

    assertThat(members(group).<List<?>>path("data.list")).isEmpty();
    assertThat(members(group).<Integer>path("data.total")).isZero();
    assertThat(all(1, 50).<List<?>>path("data.list")).hasSize(3);
    pass("PT8S");
    assertThat(members(group).<List<?>>path("data.list")).hasSize(3);
  }

  @Test
  void shouldCountMembersThatDoNotShowYetWhenToldSo() {
    Http.behaviour("{\"lists\":{\"memberLag\":\"PT8S\",\"totalCountsHidden\":true}}");
    int group = addThree("g");

    assertThat(members(group).<List<?>>path("data.list")).isEmpty();
    assertThat(members(group).<Integer>path("data.total")).isEqualTo(3);
  }

  @Test
  void shouldShowNewContactsLateInEveryList() {
    Http.behaviour("{\"lists\":{\"contactLag\":\"PT5S\"}}");
    int group = addThree("g");

    assertThat(all(1, 50).<List<?>>path("data.list")).isEmpty();
    assertThat(members(group).<List<?>>path("data.list")).isEmpty();
    pass("PT5S");
    assertThat(all(1, 50).<List<?>>path("data.list")).hasSize(3);
    assertThat(members(group).<List<?>>path("data.list")).hasSize(3);
  }

  @Test
  void shouldShowDeletedContactsForSomeTime() {
    Http.behaviour("{\"lists\":{\"removalLag\":\"PT5S\"}}");
    int group = addThree("g");
    int gone = ids().get(1);

    delete("[" + gone + "]");

    assertThat(ids()).hasSize(2).doesNotContain(gone);
    assertThat(all(1, 50).<List<Integer>>path("data.list.id")).hasSize(3).contains(gone);
    assertThat(members(group).<List<Integer>>path("data.list.id")).hasSize(3).contains(gone);
    pass("PT5S");
    assertThat(all(1, 50).<List<Integer>>path("data.list.id")).hasSize(2).doesNotContain(gone);
  }

  @Test
  void shouldShowNewGroupsTagsAndCustomFieldsLate() {
    Http.behaviour("{\"lists\":{\"nameLag\":\"PT5S\"}}");
    addThree("g");
    Http.post("/contact/tag/add", Map.of("token", token, "name", "t"));
    Http.post(
        "/contact/property/add",
        Map.of("token", token, "label", "p", "fieldType", "1", "description", ""));
    Map<String, Object> page = Map.of("token", token, "page", 1, "limit", 50);

    assertThat(Http.get("/contact/group/all", page).<List<?>>path("data.groups")).isEmpty();
    assertThat(Http.get("/contact/tag/all", page).<List<?>>path("data.tags")).isEmpty();
    assertThat(Http.post("/contact/property/all", Map.of("token", token)).<List<?>>path("data"))
        .isEmpty();
    pass("PT5S");
    assertThat(Http.get("/contact/group/all", page).<List<?>>path("data.groups")).hasSize(1);
    assertThat(Http.get("/contact/tag/all", page).<List<?>>path("data.tags")).hasSize(1);
    assertThat(Http.post("/contact/property/all", Map.of("token", token)).<List<?>>path("data"))
        .hasSize(1);
  }

  @Test
  void shouldCapPagesOfContactsAndOfNames() {
    Http.behaviour("{\"contacts\":{\"pageCap\":2},\"lists\":{\"namePageCap\":1}}");
    addThree("g");
    addThree("h");

    assertThat(all(1, 50).<List<?>>path("data.list")).hasSize(2);
    assertThat(all(2, 50).<List<?>>path("data.list")).hasSize(1);
    Response groups =
        Http.get("/contact/group/all", Map.of("token", token, "page", 2, "limit", 50));
    assertThat(groups.<List<String>>path("data.groups.groupName")).containsExactly("g");
    assertThat(groups.<Integer>path("data.total")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "as-stored| A@x.cn|b@x.cn",
        "trimmed|A@x.cn|b@x.cn",
        "lower| a@x.cn|b@x.cn",
        "upper| A@X.CN|B@X.CN",
        "padded|  A@x.cn | b@x.cn "
      })
  void shouldChangeAddressesInAnswers(String form, String first, String second) {
    Http.behaviour("{\"lists\":{\"address\":\"" + form + "\"}}");
    addThree("g");

    assertThat(all(1, 50).<List<String>>path("data.list.email")).startsWith(first, second);
  }

  @Test
  void shouldMixTheFormsOfAddresses() {
    Http.behaviour("{\"lists\":{\"address\":\"mixed\"}}");
    addThree("g");

    List<String> shown = all(1, 50).path("data.list.email");
    assertThat(shown).isNotEqualTo(List.of(" A@x.cn", "b@x.cn", "c@x.cn"));
    assertThat(all(1, 50).<List<String>>path("data.list.email")).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"refused,E10103", "server-error,E10001", "no-code,"})
  void shouldRefuseDeepPages(String beyond, String code) {
    Http.behaviour("{\"lists\":{\"depth\":{\"rows\":2,\"beyond\":\"" + beyond + "\"}}}");
    addThree("g");

    assertThat(all(1, 2).<Boolean>path("success")).isTrue();
    assertThat(all(2, 2).<Boolean>path("success")).isFalse();
    assertThat(all(2, 2).<String>path("data.code")).isEqualTo(code);
  }

  @Test
  void shouldShowNothingOrTheLastPageForDeepPages() {
    addThree("g");

    Http.behaviour("{\"lists\":{\"depth\":{\"rows\":2,\"beyond\":\"empty\"}}}");
    assertThat(all(3, 1).<List<?>>path("data.list")).isEmpty();
    assertThat(all(3, 1).<Integer>path("data.total")).isEqualTo(3);
    Http.behaviour("{\"lists\":{\"depth\":{\"beyond\":\"last-page\"}}}");
    assertThat(all(3, 1).<List<Integer>>path("data.list.id")).containsExactly(ids().get(1));
  }

  @Test
  void shouldRefuseDeepPagesOfEngagementAndChangeItsTotal() {
    Http.control("{\"recipients\":50,\"openRate\":1}").post("/_sim/accounts/demo/campaigns");
    pass("PT1H");
    Http.behaviour("{\"edm\":{\"depth\":{\"rows\":20},\"total\":{\"form\":\"text\",\"cap\":7}}}");
    int id = given().get("/_sim/accounts/demo/campaigns").path("[0].id");
    Map<String, Object> common =
        Map.of("token", token, "id", id, "type", 0, "start", 0, "end", 9_999_999_999_999L);

    Response first = given().queryParams(common).get("/v2/edm/task/detail?page=2&limit=10");
    Response deep = given().queryParams(common).get("/v2/edm/task/detail?page=3&limit=10");

    assertThat(first.<List<?>>path("data.detail")).hasSize(10);
    assertThat(first.<Object>path("data.total_count")).isEqualTo("7");
    assertThat(deep.<String>path("data.code")).isEqualTo("E10103");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"form\":\"text\"}',3",
    "'{\"form\":\"text\",\"cap\":2}',2",
    "'{\"form\":\"text\",\"surplus\":4}',7",
    "'{\"form\":\"text\",\"cap\":5,\"surplus\":4}',5"
  })
  void shouldTellTotalsAsTextCappedOrTooLarge(String total, String told) {
    Http.behaviour("{\"lists\":{\"total\":" + total + "}}");
    addThree("g");

    assertThat(all(1, 50).<Object>path("data.total")).isEqualTo(told);
  }

  @Test
  void shouldTellNoTotal() {
    addThree("g");

    Http.behaviour("{\"lists\":{\"total\":{\"form\":\"absent\"}}}");
    assertThat(all(1, 50).<Map<String, ?>>path("data")).containsOnlyKeys("list");
    Http.behaviour("{\"lists\":{\"total\":{\"form\":\"null\"}}}");
    assertThat(all(1, 50).<Map<String, Object>>path("data")).containsEntry("total", null);
  }

  @Test
  void shouldPassOverCountOrRefuseIdsThatAreGone() {
    addThree("g");
    List<Integer> ids = ids();
    String withGone = "[" + ids.get(0) + ",1]";

    Http.behaviour("{\"contacts\":{\"goneDelete\":\"refused\"}}");
    assertThat(delete(withGone).<String>path("data.code")).isEqualTo("E10103");
    assertThat(ids()).hasSize(3);
    Http.behaviour(
        "{\"contacts\":{\"goneDelete\":\"refused-rest-deleted\",\"refusalCode\":\"no-code\"}}");
    assertThat(delete(withGone).<Boolean>path("success")).isFalse();
    assertThat(ids()).hasSize(2);
    Http.behaviour("{\"contacts\":{\"goneDelete\":\"counted\"}}");
    assertThat(delete("[" + ids.get(1) + ",1]").<Map<String, Object>>path("data"))
        .isEqualTo(Map.of("deleted", 1, "missing", 1));
    Http.behaviour("{\"contacts\":{\"goneDelete\":\"ignored\"}}");
    assertThat(delete("[1]").<Object>path("data")).isEqualTo("success");
  }
}
