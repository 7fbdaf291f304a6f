package io.m1bridge.contactsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a row says of a custom property that the mapping calls a drop-down. */
class DropDownTest {

  private static JsonValue level(String rule, JsonValue value) throws BadChange {
    Mapping mapping =
        MappingReader.read(
            "a.yaml",
            "format: json\ncontact:\n  fields: {email: mail}\n  custom: {Level: {from: level, "
                + rule
                + "}}\n");
    Members contact = mapping.contact(new Members(Map.of("level", value)), any -> false, any -> {});
    return ((Members) contact.values().get("custom")).values().get("Level");
  }

  @Test
  void shouldTakeAnOptionHoweverItIsWritten() throws BadChange {
    assertThat(level("options: [金, 银]", new JsonValue.Text(" 金 ")))
        .isEqualTo(new JsonValue.Text("金"));
    assertThat(level("options: [1, 2]", new JsonValue.Number("2")))
        .isEqualTo(new JsonValue.Text("2"));
    assertThat(level("options: [金], convert: [lookup: {table: {G: 金}}]", new JsonValue.Text("G")))
        .isEqualTo(new JsonValue.Text("金"));
  }

  @Test
  void shouldPutAsideWhatIsNoneAndSayWhatIs() {
    assertThatThrownBy(() -> level("options: [金, 银]", new JsonValue.Text("张三")))
        .isInstanceOfSatisfying(
            BadChange.class,
            bad -> {
              assertThat(bad.problem().code()).isEqualTo("option-unknown");
              assertThat(bad.problem().advice())
                  .startsWith("Field 'custom.Level' is none of its options (金, 银):")
                  .doesNotContain("张三");
            });
  }

  @Test
  void shouldClearWhereTheMappingSaysSo() throws BadChange {
    assertThat(level("options: [金], invalid: null", new JsonValue.Text("铜")))
        .isInstanceOf(JsonValue.Null.class);
    assertThat(level("options: [金]", new JsonValue.Null())).isInstanceOf(JsonValue.Null.class);
    assertThat(level("options: [金]", new JsonValue.Text(" "))).matches(JsonValue::isBlank);
  }

  @Test
  void shouldTakeAnyWhereNewOnesAreAdded() throws BadChange {
    assertThat(level("options: [金], new-options: add", new JsonValue.Text("铜")))
        .isEqualTo(new JsonValue.Text("铜"));
  }

  @Test
  void shouldPutAsideWhatCanBeNoOption() throws BadChange {
    String longest = "x".repeat(100);
    assertThat(level("options: [金], new-options: add", new JsonValue.Text(longest)))
        .isEqualTo(new JsonValue.Text(longest));
    for (String bad : List.of(longest + "x", "a\nb", "a\tb")) {
      assertThatThrownBy(() -> level("options: [金], new-options: add", new JsonValue.Text(bad)))
          .isInstanceOfSatisfying(
              BadChange.class,
              none -> {
                assertThat(none.problem().code()).isEqualTo("option-unknown");
                assertThat(none.problem().advice())
                    .startsWith("Field 'custom.Level' can be no option of a drop-down");
              });
      assertThat(level("options: [金], new-options: add, invalid: null", new JsonValue.Text(bad)))
          .isInstanceOf(JsonValue.Null.class);
    }
  }
}
