package io.m1bridge.simulator.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import io.m1bridge.simulator.account.HourKind;
import io.m1bridge.simulator.account.Plan;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddContactsTest {
  private static final String STORED =
      "[{\"email\":\"a@x.cn\",\"fullName\":\"old\",\"companyName\":\"old co\"}]";
  private static final String SENT =
      "[{\"email\":\"A@x.cn\",\"fullName\":\"new\",\"companyName\":\" \",\"notes\":\"n\"}]";

  private final SimulatedCloud m1 = new SimulatedCloud();

  @BeforeEach
  void storeOne() {
    assertThat(m1.add(2, STORED)).isEqualTo("ok");
  }

  private JsonNode only() {
    assertThat(m1.contacts()).hasSize(1);
    return m1.contacts().get(0);
  }

  private String values() {
    JsonNode contact = only();
    return contact.path("fullName").asText("-")
        + "/"
        + contact.path("companyName").asText("-")
        + "/"
        + contact.path("notes").asText("-");
  }

  @Test
  void shouldLetTheNewValueWinAndLeaveBlanksAloneWhenMergingByDefault() {
    m1.add(2, SENT);

    assertThat(values()).isEqualTo("new/old co/n");
  }

  @Test
  void shouldWipeWhereABlankIsSentWhenToldSo() {
    m1.behaviour("{\"contacts\":{\"blankWipes\":true}}");

    m1.add(2, SENT);

    assertThat(values()).isEqualTo("new/-/n");
  }

  @Test
  void shouldChangeNothingWhenOldWins() {
    m1.behaviour("{\"contacts\":{\"merge\":\"old-wins\"}}");

    m1.add(2, SENT);

    assertThat(values()).isEqualTo("old/old co/-");
  }

  @Test
  void shouldFillOnlyBlanksWhenToldSo() {
    m1.behaviour("{\"contacts\":{\"merge\":\"fill-blanks\"}}");

    m1.add(2, SENT);

    assertThat(values()).isEqualTo("old/old co/n");
  }

  @Test
  void shouldKeepUnsentFieldsWhenOverwritingSentFields() {
    m1.add(1, "[{\"email\":\"a@x.cn\",\"fullName\":\"new\"}]");

    assertThat(values()).isEqualTo("new/old co/-");
  }

  @Test
  void shouldEmptyUnsentFieldsAndKeepGroupsWhenOverwritingAllFields() {
    m1.behaviour("{\"contacts\":{\"overwrite\":\"all-fields\"}}");
    inGroup(STORED, "vip");

    m1.add(1, "[{\"email\":\"a@x.cn\",\"fullName\":\"new\"}]");

    assertThat(values()).isEqualTo("new/-/-");
    assertThat(only().path("groups")).hasSize(1);
  }

  @Test
  void shouldLeaveGroupsWhenOverwritingGroupsToo() {
    m1.behaviour("{\"contacts\":{\"overwrite\":\"all-fields-and-groups\"}}");
    inGroup(STORED, "vip");

    m1.add(1, "[{\"email\":\"a@x.cn\",\"fullName\":\"new\"}]");

    assertThat(only().path("groups")).isEmpty();
  }

  private JsonNode inGroup(String contacts, String group) {
    return m1.post("/contact/add", Map.of("opType", 2, "contacts", contacts, "groupName", group));
  }

  @Test
  void shouldAlwaysAddWithOpTypeThree() {
    m1.add(3, STORED);

    assertThat(m1.contacts()).hasSize(2);
  }

  @Test
  void shouldTellAddressesApartByCaseWhenToldSo() {
    m1.behaviour("{\"contacts\":{\"emailIgnoresCase\":false}}");

    m1.add(2, SENT);

    assertThat(m1.contacts()).hasSize(2);
  }

  @Test
  void shouldMergeTwoRowsOfOneBatchThatShareAnEmail() {
    m1.add(2, "[{\"email\":\"b@x.cn\",\"fullName\":\"1\"},{\"email\":\"B@x.cn\",\"notes\":\"2\"}]");

    assertThat(m1.contacts()).hasSize(2);
    assertThat(m1.contacts().get(1).path("fullName").asText()).isEqualTo("1");
    assertThat(m1.contacts().get(1).path("notes").asText()).isEqualTo("2");
  }

  @Test
  void shouldJoinTheGroupOfThatNameInsteadOfMakingASecond() {
    int first = inGroup(STORED, "vip").path("data").path("groupId").asInt();
    int second = inGroup("[{\"email\":\"b@x.cn\"}]", "vip").path("data").path("groupId").asInt();

    assertThat(second).isEqualTo(first);
    assertThat(m1.get("/contact/group/all", Map.of("page", 1, "limit", 10)).at("/data/groups/0"))
        .hasToString("{\"groupName\":\"vip\",\"id\":" + first + ",\"contactSize\":2}");
  }

  @Test
  void shouldStoreNothingWhenOneRowOfAnAtomicBatchIsBad() {
    String batch = "[{\"email\":\"b@x.cn\"},{\"email\":\"no address\"}]";

    assertThat(m1.add(2, batch)).isEqualTo("E10103");
    assertThat(m1.contacts()).hasSize(1);
  }

  @Test
  void shouldDropBadRowsInSilenceWhenBatchesArePartial() {
    m1.behaviour("{\"contacts\":{\"badBatch\":\"partial\",\"refuseMarker\":\"BAD\"}}");
    String batch =
        "[{\"email\":\"b@x.cn\"},{\"email\":\"no address\"},{\"fullName\":\"no email\"},"
            + "{\"email\":\"c@x.cn\",\"notes\":\"a BAD one\"},{\"email\":\"d@x.cn\",\"gender\":\"m\"}]";

    assertThat(m1.add(2, batch)).isEqualTo("ok");
    assertThat(m1.contacts().findValuesAsText("email")).containsExactly("a@x.cn", "b@x.cn");
  }

  @Test
  void shouldAnswerTheConfiguredCodeForABadRow() {
    m1.behaviour("{\"contacts\":{\"refusalCode\":\"E10001\"}}");

    assertThat(m1.add(2, "[{\"email\":\"no address\"}]")).isEqualTo("E10001");
  }

  @Test
  void shouldRefuseMoreThanAThousandRows() {
    String rows =
        IntStream.rangeClosed(0, 1000)
            .mapToObj(i -> "{\"email\":\"m" + i + "@x.cn\"}")
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(m1.add(2, rows)).isEqualTo("E00005");
    assertThat(m1.contacts()).hasSize(1);
  }

  @Test
  void shouldRefuseNewContactsAboveTheLimitButStillTakeKnownOnes() {
    m1.settings(Plan.GOLD, null, 2, HourKind.SLIDING);

    assertThat(m1.add(2, "[{\"email\":\"b@x.cn\"},{\"email\":\"c@x.cn\"}]")).isEqualTo("E00003");
    assertThat(m1.add(2, "[{\"email\":\"b@x.cn\"},{\"email\":\"a@x.cn\"}]")).isEqualTo("ok");
    assertThat(m1.add(2, "[{\"email\":\"b@x.cn\",\"notes\":\"n\"}]")).isEqualTo("ok");
    assertThat(m1.contacts()).hasSize(2);
  }

  @Test
  void shouldNameTheExpiredPlanInTheCode() {
    m1.settings(Plan.GOLD_EXPIRED, null, 1, HourKind.SLIDING);
    assertThat(m1.add(3, STORED)).isEqualTo("E00002");
    m1.settings(Plan.DIAMOND_EXPIRED, null, 1, HourKind.SLIDING);
    assertThat(m1.add(3, STORED)).isEqualTo("E00004");
  }

  @Test
  void shouldMissParametersThatAreNotThereOrNoJson() {
    assertThat(SimulatedCloud.code(m1.post("/contact/add", Map.of("opType", 2))))
        .isEqualTo("E10103");
    assertThat(m1.add(2, "{\"email\":\"b@x.cn\"}")).isEqualTo("E10103");
    assertThat(m1.add(2, "[{\"email\":")).isEqualTo("E10103");
    assertThat(m1.add(4, STORED)).isEqualTo("E10103");
  }

  @Test
  void shouldKeepCustomFieldsThatExistAndPassOverOthers() {
    m1.post("/contact/property/add", property("Level", 2));
    int id = m1.post("/contact/property/all", Map.of()).at("/data/0/id").asInt();
    String values =
        "\"propertys\":[{\"propertyId\":"
            + id
            + ",\"label\":\"A\"},{\"propertyId\":7,\"label\":\"x\"}]";

    m1.add(2, "[{\"email\":\"a@x.cn\"," + values + "}]");

    assertThat(only().path("custom")).hasToString("{\"Level\":\"A\"}");
  }

  @Test
  void shouldRefuseUnknownCustomFieldsAndOptionsWhenToldSo() {
    m1.post("/contact/property/add", property("Level", 2));
    int id = m1.post("/contact/property/all", Map.of()).at("/data/0/id").asInt();
    m1.behaviour("{\"contacts\":{\"unknownProperty\":\"bad-row\",\"dropDown\":\"option-label\"}}");

    assertThat(m1.add(2, withProperty(7, "x"))).isEqualTo("E10103");
    assertThat(m1.add(2, withProperty(id, "C"))).isEqualTo("E10103");
    assertThat(m1.add(2, withProperty(id, "B"))).isEqualTo("ok");
  }

  @Test
  void shouldKeepOrDropOptionsThatAnEditDoesNotSend() {
    m1.post("/contact/property/add", property("Level", 2));
    int id = m1.post("/contact/property/all", Map.of()).at("/data/0/id").asInt();
    m1.behaviour("{\"contacts\":{\"dropDown\":\"option-label\",\"dropDownEdit\":\"adds\"}}");
    Map<String, Object> edit = new HashMap<>(property("Level", 2));
    edit.put("id", id);
    edit.put("subpropertys", "[{\"label\":\"C\"}]");

    m1.post("/contact/property/edit", edit);
    assertThat(m1.add(2, withProperty(id, "A"))).isEqualTo("ok");
    assertThat(m1.add(2, withProperty(id, "C"))).isEqualTo("ok");

    m1.behaviour("{\"contacts\":{\"dropDownEdit\":\"replaces\"}}");
    m1.post("/contact/property/edit", edit);
    assertThat(m1.add(2, withProperty(id, "A"))).isEqualTo("E10103");
    assertThat(m1.add(2, withProperty(id, "C"))).isEqualTo("ok");
  }

  private static String withProperty(int id, String value) {
    return "[{\"email\":\"a@x.cn\",\"propertys\":[{\"propertyId\":"
        + id
        + ",\"label\":\""
        + value
        + "\"}]}]";
  }

  private static Map<String, Object> property(String label, int type) {
    return Map.of(
        "label",
        label,
        "fieldType",
        type,
        "description",
        "d",
        "subpropertys",
        "[{\"label\":\"A\"},{\"label\":\"B\"}]");
  }
}
