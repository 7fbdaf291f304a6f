package io.m1bridge.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.guarantee.M1EqualsCrm.Mismatch;
import io.m1bridge.local.crm.ExpectedContact;
import io.m1bridge.local.simulator.M1Contact;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContactCheckTest {
  private static final Map<String, ExpectedContact> EXPECTED =
      Map.of(
          "a@example.com",
          new ExpectedContact(
              "A@example.com",
              Map.of("email", "A@example.com", "fullName", "李玫"),
              Map.of("等级", "金"),
              Set.of("客户"),
              Set.of("客户", "Newsletter")));

  @Test
  void shouldFindNothingWhereM1EqualsTheTruth() {
    assertThat(compare(good())).isEmpty();
  }

  @Test
  void shouldTakeBlankFieldsForEmptyOnes() {
    assertThat(compare(good().replace("{\"id\"", "{\"fax\":\" \",\"id\""))).isEmpty();
  }

  @Test
  void shouldAllowAGroupThatWasAskedForBefore() {
    assertThat(compare(good().replace("[\"客户\"]", "[\"客户\",\"Newsletter\"]"))).isEmpty();
  }

  @Test
  void shouldNameEachDifference() {
    assertThat(compare(good().replace("李玫", "李梅"))).containsExactly("fullName differs");
    assertThat(compare(good().replace("金", "银"))).containsExactly("custom.等级 differs");
    assertThat(compare(good().replace("\"custom\"", "\"fax\":\"1\",\"custom\"")))
        .containsExactly("fax should be empty");
    assertThat(compare(good().replace("\"fullName\":\"李玫\",", "")))
        .containsExactly("fullName is empty");
    assertThat(compare(good().replace("[\"客户\"]", "[]"))).hasSize(1);
    assertThat(compare(good().replace("[\"客户\"]", "[\"客户\",\"other\"]"))).hasSize(1);
  }

  @Test
  void shouldTakeNamesAsM1MayKeepThem() {
    String label = "R&D <预算> \"2026\"";
    String kept = "r&amp;d &lt;预算&gt; &quot;2026&quot;";
    ExpectedContact expected =
        new ExpectedContact(
            "b@example.com",
            Map.of("email", "b@example.com"),
            Map.of(label, "1", "Ｉｎｄｕｓｔｒｙ ", "IT", "Industry", "IT"),
            Set.of("Newsletter"),
            Set.of("Newsletter"));
    String json =
        """
        {"id":8,"email":"b@example.com","custom":{"%s":"1","industry":"IT"},"groups":["newsletter"]}
        """
            .formatted(kept);

    assertThat(labels(expected, json, NameReading.AS_M1_MAY_KEEP_THEM)).isEmpty();
    assertThat(labels(expected, json, NameReading.AS_SENT)).isNotEmpty();
  }

  @Test
  void shouldFindASecondPropertyForOneLabel() {
    ExpectedContact expected =
        new ExpectedContact(
            "b@example.com",
            Map.of("email", "b@example.com"),
            Map.of("Industry", "IT"),
            Set.of(),
            Set.of());
    String json =
        "{\"id\":8,\"email\":\"b@example.com\",\"custom\":{\"Industry\":\"IT\",\"industry \":\"IT\"}}";

    assertThat(labels(expected, json, NameReading.AS_M1_MAY_KEEP_THEM))
        .singleElement()
        .asString()
        .contains("second property");
  }

  private static List<String> labels(ExpectedContact expected, String json, NameReading names) {
    return compare(Map.of("b@example.com", expected), List.of(contact(json)), names).stream()
        .flatMap(mismatch -> mismatch.differences().stream())
        .toList();
  }

  @Test
  void shouldFindMissingDoubledAndUnwantedContacts() {
    assertThat(compare(EXPECTED, List.of()))
        .containsExactly(new Mismatch("a@example.com", List.of("M1 does not have it")));
    assertThat(compare(EXPECTED, List.of(contact(good()), contact(good()))))
        .containsExactly(new Mismatch("a@example.com", List.of("M1 has it more than once")));
    assertThat(compare(Map.of(), List.of(contact(good()))))
        .containsExactly(new Mismatch("a@example.com", List.of("M1 has it, the CRM does not")));
  }

  private static List<String> compare(String json) {
    return compare(EXPECTED, List.of(contact(json))).stream()
        .flatMap(mismatch -> mismatch.differences().stream())
        .toList();
  }

  private static String good() {
    return """
        {"id":7,"email":"A@example.com","fullName":"李玫","custom":{"等级":"金"},"groups":["客户"]}
        """
        .strip();
  }

  private static M1Contact contact(String json) {
    try {
      return M1Contact.of(ContractJson.mapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<Mismatch> compare(
      Map<String, ExpectedContact> expected, List<M1Contact> actual) {
    return compare(expected, actual, NameReading.AS_SENT);
  }

  private static List<Mismatch> compare(
      Map<String, ExpectedContact> expected, List<M1Contact> actual, NameReading names) {
    return ContactCheck.of(expected, names).takeAll(actual).mismatches();
  }
}
