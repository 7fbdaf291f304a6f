package io.m1bridge.contactsync.source;

import static io.m1bridge.contactsync.source.AccountRows.AFTER;
import static io.m1bridge.contactsync.source.AccountRows.LAND;
import static io.m1bridge.contactsync.source.AccountRows.OF_KEY;
import static io.m1bridge.contactsync.source.AccountRows.WHOLE;
import static io.m1bridge.contactsync.source.AccountRows.change;
import static io.m1bridge.contactsync.source.AccountRows.contact;
import static io.m1bridge.contactsync.source.AccountRows.read;
import static io.m1bridge.contactsync.source.AccountRows.reader;
import static io.m1bridge.contactsync.source.AccountRows.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contracts.ContactChangeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that name their account: a delete never takes somebody of another one. */
class MappedAccountsTest {

  @Test
  void shouldDeleteInTheAccountThatTheRecordKeyNames() {
    MappedReader reader = reader(OF_KEY);

    ContactChange change = change(reader, "{\"land\":\"DE\",\"id\":7}", null);

    assertThat(change.type()).isEqualTo(ContactChangeType.DELETED);
    assertThat(change.contact()).isEqualTo(contact("shop-de", "7"));
  }

  @Test
  void shouldWriteToTheAccountThatTheRecordKeyNames() {
    String mail = "{\"mail\":\"a@example.com\"}";

    assertThat(change(reader(OF_KEY), "{\"land\":\"DE\",\"id\":7}", mail).contact())
        .isEqualTo(contact("shop-de", "7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":7}", "{\"id\":7,\"land\":null}"})
  void shouldNotDeleteInTheDefaultAccountWhatNamesNone(String key) {
    assertThat(reason(reader(OF_KEY), key, null)).isEqualTo("delete-without-account");
    assertThat(reason(reader("format: debezium-flattened\n" + LAND), key, null))
        .isEqualTo("delete-without-account");
  }

  /** Debezium invents the columns of a deleted row that are no part of its key. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"CN\""})
  void shouldNotBelieveAnInventedAccount(String land) {
    String key = "{\"id\":7}";
    String before = "{\"id\":7,\"land\":" + land + "}";

    assertThat(
            reason(
                reader("format: debezium\n" + LAND),
                key,
                "{\"op\":\"d\",\"before\":" + before + "}"))
        .isEqualTo("delete-without-account");
    assertThat(
            reason(
                reader("format: debezium-flattened\n" + LAND),
                key,
                before.replace("}", ",\"__deleted\":\"true\"}")))
        .isEqualTo("delete-without-account");
  }

  /** What the mapping calls a key column is true in a deleted row too. */
  @Test
  void shouldBelieveTheKeyColumnsOfADeletedRow() {
    MappedReader reader = reader("format: debezium\nkey: [land, id]\n" + LAND);

    assertThat(
            change(reader, null, "{\"op\":\"d\",\"before\":{\"id\":7,\"land\":\"DE\"}}").contact())
        .isEqualTo(contact("shop-de", "DE/7"));
  }

  /** The table's primary key is another one than the mapping's: what is in none is invented. */
  @Test
  void shouldBelieveOnlyTheRecordKeyWhereItHasColumns() {
    String mapping = "key: [land, id]\n" + LAND;
    String before = "{\"id\":7,\"land\":\"CN\"}";

    assertThat(
            reason(
                reader("format: debezium\n" + mapping),
                "{\"id\":7}",
                "{\"op\":\"d\",\"before\":" + before + "}"))
        .isEqualTo("delete-without-account");
    assertThat(
            reason(
                reader("format: debezium-flattened\n" + mapping),
                "{\"id\":7}",
                before.replace("}", ",\"__deleted\":true}")))
        .isEqualTo("delete-without-account");
  }

  @Test
  void shouldBelieveTheWholeRowWhereTheMappingSaysThatItComes() {
    assertThat(
            change(
                    reader(WHOLE),
                    "{\"id\":7}",
                    "{\"op\":\"d\",\"before\":{\"id\":7,\"land\":\"DE\"}}")
                .contact())
        .isEqualTo(contact("shop-de", "7"));
    assertThat(
            reason(
                reader(WHOLE), "{\"id\":7}", "{\"op\":\"d\",\"before\":{\"id\":7,\"land\":null}}"))
        .isEqualTo("delete-without-account");
  }

  /** A JSLT makes an account of anything, also of a row that did not come. */
  @Test
  void shouldGuessNoAccountOfARowThatDidNotCome() {
    String guess =
        "account: {jslt: 'if (.land == \"DE\") \"shop-de\" else \"shop-cn\"'}\n"
            + "account-of-deletes: row\n";
    String key = "{\"id\":7}";

    assertThat(reason(reader("format: debezium\n" + guess), key, "{\"op\":\"d\",\"before\":null}"))
        .isEqualTo("delete-without-account");
    assertDeletedOnceIn("shop-de", reader("format: debezium-flattened\n" + guess), key);
  }

  /** A deleted row comes whole there, and the tombstone after it says nothing new. */
  @Test
  void shouldPassOverTheTombstoneOfAFlattenedRow() {
    String whole = "format: debezium-flattened\nkey: id\n" + LAND + "account-of-deletes: row\n";

    assertDeletedOnceIn("shop-de", reader(whole), "{\"id\":7}");
    assertThat(reason(reader(whole), "{\"id\":7}", "{\"id\":7,\"__deleted\":\"true\"}"))
        .isEqualTo("delete-without-account");
  }

  private static void assertDeletedOnceIn(String account, MappedReader reader, String key) {
    String deleted = AFTER.replace("}", ",\"__deleted\":\"true\"}");

    assertThat(change(reader, key, deleted))
        .isEqualTo(ContactChange.deletion(contact(account, "7"), ""));
    assertThat(read(reader, key, null)).isEqualTo(new Parsed.PassedOver<>("tombstone"));
  }

  @Test
  void shouldCarryOutNoDeleteWhereTheMappingSaysSo() {
    MappedReader reader = reader("format: json\n" + LAND + "account-of-deletes: dead-letter\n");

    assertThat(reason(reader, "7", null)).isEqualTo("delete-without-account");
    assertThat(change(reader, "7", AFTER).contact()).isEqualTo(contact("shop-de", "7"));
  }

  @Test
  void shouldDeleteInTheDefaultAccountWhereNoRowNamesOne() {
    assertThat(change(reader("format: json\n"), "7", null).contact())
        .isEqualTo(contact("shop-cn", "7"));
    assertThat(change(reader("format: json\naccount: {constant: shop-de}\n"), "7", null).contact())
        .isEqualTo(contact("shop-de", "7"));
    assertThat(change(reader("format: json\naccount: {template: shop-de}\n"), "7", null).contact())
        .isEqualTo(contact("shop-de", "7"));
  }
}
