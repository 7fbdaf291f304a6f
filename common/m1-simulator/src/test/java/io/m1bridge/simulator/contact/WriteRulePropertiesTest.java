package io.m1bridge.simulator.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What merging means, whatever stands in the contact and in the row. */
class WriteRulePropertiesTest {
  private static final WriteRule NEW_WINS = new WriteRule(true, false, true, false);
  private static final WriteRule NEW_WINS_BLANK_WIPES = new WriteRule(true, false, true, true);
  private static final WriteRule OLD_WINS = new WriteRule(true, true, false, false);
  private static final WriteRule FILL_BLANKS = new WriteRule(true, true, true, false);
  private static final WriteRule REPLACE = new WriteRule(false, false, true, true);

  @Provide
  Arbitrary<Map<ContactField, String>> stored() {
    return fields(Arbitraries.of("a", "b", "c"));
  }

  @Provide
  Arbitrary<Map<ContactField, String>> sent() {
    return fields(Arbitraries.of("", "a", "b", "c"));
  }

  private static Arbitrary<Map<ContactField, String>> fields(Arbitrary<String> values) {
    return Arbitraries.maps(Arbitraries.of(ContactField.class), values);
  }

  private static Map<ContactField, String> after(
      WriteRule rule, Map<ContactField, String> stored, Map<ContactField, String> sent) {
    StoredContact contact = new StoredContact(1, stored, Map.of(), List.of(), 0, 0);
    return rule.apply(contact, new ContactRow(sent, Map.of()), 1).fields();
  }

  @Property
  void shouldEndWithEverySentValueAndEveryUnsentOldOneWhenNewWins(
      @ForAll("stored") Map<ContactField, String> stored,
      @ForAll("sent") Map<ContactField, String> sent) {
    Map<ContactField, String> after = after(NEW_WINS, stored, sent);
    for (ContactField field : ContactField.values()) {
      String value = sent.getOrDefault(field, "");
      assertThat(after.get(field)).isEqualTo(value.isEmpty() ? stored.get(field) : value);
    }
  }

  @Property
  void shouldEndWithoutWhatWasSentBlankWhenBlankWipes(
      @ForAll("stored") Map<ContactField, String> stored,
      @ForAll("sent") Map<ContactField, String> sent) {
    Map<ContactField, String> after = after(NEW_WINS_BLANK_WIPES, stored, sent);
    for (ContactField field : ContactField.values()) {
      String expected = sent.containsKey(field) ? sent.get(field) : stored.get(field);
      assertThat(after.get(field)).isEqualTo("".equals(expected) ? null : expected);
    }
  }

  @Property
  void shouldChangeNothingWhenOldWins(
      @ForAll("stored") Map<ContactField, String> stored,
      @ForAll("sent") Map<ContactField, String> sent) {
    assertThat(after(OLD_WINS, stored, sent)).isEqualTo(stored);
  }

  @Property
  void shouldKeepEveryOldValueAndFillTheRestWhenFillingBlanks(
      @ForAll("stored") Map<ContactField, String> stored,
      @ForAll("sent") Map<ContactField, String> sent) {
    Map<ContactField, String> after = after(FILL_BLANKS, stored, sent);
    for (ContactField field : ContactField.values()) {
      String value = sent.getOrDefault(field, "");
      String old = stored.get(field);
      assertThat(after.get(field)).isEqualTo(old != null ? old : value.isEmpty() ? null : value);
    }
  }

  @Property
  void shouldEndWithTheRowAndNothingElseWhenReplacing(
      @ForAll("stored") Map<ContactField, String> stored,
      @ForAll("sent") Map<ContactField, String> sent) {
    Map<ContactField, String> after = after(REPLACE, stored, sent);
    assertThat(after.keySet()).isSubsetOf(sent.keySet());
    sent.forEach(
        (field, value) -> assertThat(after.get(field)).isEqualTo(value.isEmpty() ? null : value));
  }
}
