package io.m1bridge.contactsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that name their account: a delete never takes somebody of another one. */
class MappedAccountsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final String LAND =
      "account: {from: land, convert: [lookup: {table: {DE: shop-de, CN: shop-cn}}]}\n";
  private static final String OF_KEY = "format: json\nkey-format: json\nkey: id\n" + LAND;
  private static final String WHOLE =
      "format: debezium\nkey: id\n" + LAND + "account-of-deletes: row\n";
  private static final String AFTER = "{\"id\":7,\"land\":\"DE\",\"mail\":\"a@example.com\"}";

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
  }

  @Test
  void shouldLeaveTheOldAccountWhereAnUpdateNamesAnother() {
    MappedReader reader = reader(WHOLE);
    byte[] left = left(reader, "{\"id\":7,\"land\":\"CN\"}", AFTER);

    assertThat(left).isNotNull();
    Parsed<ContactChange> read = reader.parse(bytes("{\"id\":7}"), left, new RecordHeaders());
    assertThat(read)
        .isEqualTo(new Parsed.Valid<>(ContactChange.deletion(contact("shop-cn", "7"), "")));
    assertThat(reader.contact(bytes("{\"id\":7}"), left, new RecordHeaders()))
        .isEqualTo(new Parsed.Valid<>(contact("shop-cn", "7")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the same account|{\"id\":7,\"land\":\"DE\"}",
        "no row from before|null",
        "never in an account|{\"id\":7,\"land\":\"FR\"}",
      })
  void shouldLeaveNoAccount(String why, String before) {
    assertThat(left(reader(WHOLE), before, AFTER)).as(why).isNull();
  }

  @Test
  void shouldStayWhereItIsWhileNobodyCanSayWhereItGoes() {
    String before = "{\"id\":7,\"land\":\"CN\"}";
    MappedReader any =
        reader("format: debezium\nkey: id\naccount: land\naccount-of-deletes: row\n");

    assertThat(left(reader(WHOLE), before, AFTER.replace("DE", "FR"))).isNull();
    assertThat(left(any, before, AFTER.replace("DE", "no account"))).isNull();
    assertThat(left(any, before, AFTER.replace("DE", "shop-de"))).isNotNull();
  }

  @Test
  void shouldLeaveNoAccountByARowThatIsNotSurelyWhole() {
    assertThat(left(reader("format: debezium\n" + LAND), "{\"id\":7,\"land\":\"CN\"}", AFTER))
        .isNull();
  }

  /** It is in the default account, where nothing that names its account may delete. */
  @Test
  void shouldTellThatAContactIsLeftBehindInTheDefaultAccount() {
    MappedReader reader = reader(WHOLE);
    byte[] left = left(reader, "{\"id\":7,\"land\":null}", AFTER);
    String none = "{\"id\":7,\"land\":null,\"mail\":\"a@example.com\"}";

    assertThat(reader.contact(bytes("{\"id\":7}"), left, new RecordHeaders()))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> assertThat(invalid.problem().code()).isEqualTo("delete-without-account"));
    assertThat(left(reader, none, none)).isNull();
  }

  private static byte @Nullable [] left(MappedReader reader, String before, String after) {
    return reader.left(
        bytes("{\"id\":7}"),
        bytes("{\"op\":\"u\",\"before\":" + before + ",\"after\":" + after + "}"),
        new RecordHeaders());
  }

  private static ContactKey contact(String account, String key) {
    return new ContactKey(new AccountId(account), key);
  }

  private static MappedReader reader(String head) {
    return new MappedReader(
        MappingReader.read("test.yaml", head + "contact:\n  fields:\n    email: mail\n"),
        new ContactRules(IntakeSettings.of(new AccountId("shop-cn")), CLOCK));
  }

  /** Routing finds the same. */
  private static Parsed<ContactChange> read(
      MappedReader reader, @Nullable String key, @Nullable String value) {
    Parsed<ContactChange> read = reader.parse(bytes(key), bytes(value), new RecordHeaders());
    Parsed<ContactKey> routed = reader.contact(bytes(key), bytes(value), new RecordHeaders());
    if (read instanceof Parsed.Valid<ContactChange> valid) {
      assertThat(routed).isEqualTo(new Parsed.Valid<>(valid.value().contact()));
    } else {
      assertThat(routed).hasToString(read.toString());
    }
    return read;
  }

  private static ContactChange change(
      MappedReader reader, @Nullable String key, @Nullable String value) {
    Parsed<ContactChange> read = read(reader, key, value);
    assertThat(read).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid<ContactChange>) read).value();
  }

  private static String reason(MappedReader reader, @Nullable String key, @Nullable String value) {
    Parsed<ContactChange> read = read(reader, key, value);
    assertThat(read).isInstanceOf(Parsed.Invalid.class);
    return ((Parsed.Invalid<ContactChange>) read).problem().code();
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
