package io.m1bridge.contactsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.mapping.Mapping.AccountOfDeletes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings whose deletes could name no account are refused at the start. */
class MappedDeletesTest {

  private static final String CONTACT = "contact:\n  fields: {email: mail}\n";

  private static Mapping mapping(String head) {
    return MappingReader.read("a.yaml", head + "\n" + CONTACT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format: json\naccount: land",
        "format: json\nkey: [land, id]\naccount: land",
        "format: debezium\nkey-format: text\naccount: land",
        "format: debezium\nkey-format: text\nkey: id\naccount: {template: 'shop-${land}'}",
        "format: json\nkey-format: json\naccount: {jslt: '.land'}",
        "format: debezium\naccount: {jslt: '.land'}",
      })
  void shouldRefuseWhereNoDeleteCouldNameItsAccount(String head) {
    assertThatThrownBy(() -> mapping(head))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining(
            "line "
                + head.lines().count()
                + ": the account of a deleted row could not be known: it has its key alone")
        .hasMessageContaining("say 'account-of-deletes: dead-letter'");
  }

  @Test
  void shouldSayWhatToDo() {
    assertThatThrownBy(() -> mapping("format: json\naccount: land"))
        .hasMessageContaining("keys of key-format text have no columns")
        .hasMessageContaining("say 'key-format: json'");
    assertThatThrownBy(() -> mapping("format: debezium\naccount: {jslt: .land}"))
        .hasMessageContaining("which columns a JSLT reads cannot be told")
        .hasMessageContaining("REPLICA IDENTITY FULL")
        .hasMessageContaining("say 'account-of-deletes: row'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format: json\nkey-format: json\naccount: land",
        "format: debezium\naccount: land",
        "format: debezium\nkey-format: text\nkey: [land, id]\naccount: {template: 'shop-${land}'}",
        "format: json\naccount: {constant: shop}",
        "format: json\naccount: {template: shop}",
      })
  void shouldTakeWhatMayNameIt(String head) {
    assertThat(mapping(head).accountOfDeletes()).isEqualTo(AccountOfDeletes.KEY);
  }

  @Test
  void shouldTakeWhatTheMappingSays() {
    assertThat(
            mapping("format: debezium\naccount: {jslt: .land}\naccount-of-deletes: row")
                .accountOfDeletes())
        .isEqualTo(AccountOfDeletes.ROW);
    assertThat(mapping("format: json\naccount: land\naccount-of-deletes: dead-letter"))
        .extracting(Mapping::accountOfDeletes)
        .isEqualTo(AccountOfDeletes.DEAD_LETTER);
  }

  @Test
  void shouldRefuseWhatHasNoMeaning() {
    assertThatThrownBy(() -> mapping("format: json\naccount-of-deletes: key"))
        .hasMessageContaining("line 2: all rows are of one account here");
    assertThatThrownBy(
            () -> mapping("format: json\naccount: {constant: a}\naccount-of-deletes: dead-letter"))
        .hasMessageContaining("line 3: all rows are of one account here");
    assertThatThrownBy(
            () -> mapping("format: json\naccount: {template: a}\naccount-of-deletes: dead-letter"))
        .hasMessageContaining("line 3: all rows are of one account here");
    assertThatThrownBy(() -> mapping("format: json\naccount: land\naccount-of-deletes: row"))
        .hasMessageContaining("line 3: a delete is a record without a value in format json");
    assertThatThrownBy(() -> mapping("format: debezium\naccount: land\naccount-of-deletes: rows"))
        .hasMessageContaining("there is no account-of-deletes 'rows'; is 'row' meant?");
  }
}
