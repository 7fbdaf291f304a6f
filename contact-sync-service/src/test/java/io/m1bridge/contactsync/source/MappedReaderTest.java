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
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedReaderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

  @Test
  void shouldReadPlainRowsAndTakeNoValueForADelete() {
    MappedReader reader = reader("format: json", "email: mail");

    assertThat(change(reader, "k-1", "{\"mail\":\"a@example.com\"}").fields())
        .containsEntry("email", "a@example.com");
    assertThat(change(reader, "k-1", null).type()).isEqualTo(ContactChangeType.DELETED);
  }

  @Test
  void shouldTellKeysOfSeveralColumnsApart() {
    MappedReader reader = reader("format: debezium\nkey: [tenant, no]", "email: mail");

    assertThat(key(reader, "{\"no\":5,\"tenant\":\"de\"}")).isEqualTo("de/5");
    assertThat(key(reader, "{\"no\":\"c\",\"tenant\":\"a/b\"}"))
        .isNotEqualTo(key(reader, "{\"no\":\"b/c\",\"tenant\":\"a\"}"));
    assertThat(key(reader, "{\"no\":9007199254740993,\"tenant\":\"de\"}"))
        .isEqualTo("de/9007199254740993");
  }

  @Test
  void shouldTakeTheKeyFromTheRowWhereTheRecordHasNone() {
    MappedReader reader = reader("format: json\nkey: id", "email: mail");

    assertThat(change(reader, null, "{\"id\":7,\"mail\":\"a@example.com\"}").contact().key())
        .isEqualTo("7");
    assertThat(reason(reader, null, "{\"mail\":\"a@example.com\"}")).isEqualTo("key-missing");
  }

  @ParameterizedTest
  @CsvSource({
    "{from: stop}, true, true",
    "{from: stop}, false, false",
    "{from: stop}, 1, true",
    "{from: stop}, 0, false",
    "'{from: stop, convert: [boolean: {\"true\": \"true\", \"false\": \"false\"}]}', 1, true"
  })
  void shouldTakeFromTheRowWhoDoesNotWantMail(String rule, String column, boolean optOut) {
    MappedReader reader = reader("format: json", "email: mail\n  opt-out: " + rule);

    String row = "{\"mail\":\"a@example.com\",\"stop\":" + column + "}";
    assertThat(change(reader, "k", row).optOut()).isEqualTo(optOut);
    assertThat(change(reader, "k", "{\"mail\":\"a@example.com\"}").optOut()).isNull();
  }

  @Test
  void shouldTakeTheAccountFromTheRow() {
    MappedReader reader =
        reader(
            "format: json\nkey-format: json\naccount: {from: land, convert: [{lookup: {table: {DE: shop-de}}}]}",
            "email: mail");

    assertThat(
            change(reader, "7", "{\"land\":\"DE\",\"mail\":\"a@example.com\"}").contact().account())
        .isEqualTo(new AccountId("shop-de"));
    assertThat(reason(reader, "7", "{\"land\":\"FR\",\"mail\":\"a@example.com\"}"))
        .isEqualTo("field-invalid");
  }

  /** Routing looks at less than reading; where both find a contact, it is the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":1}|{\"op\":\"c\",\"after\":{\"id\":1,\"mail\":\"a@example.com\"}}",
        "{\"schema\":{},\"payload\":{\"id\":1}}|{\"schema\":{\"op\":\"m\"},\"payload\":{\"before\":{\"op\":\"m\"},\"after\":{\"id\":1,\"mail\":\"a@example.com\"},\"op\":\"u\"}}",
        "{\"id\":1}|{\"op\":\"m\"}",
        "{\"id\":null}|{\"op\":\"m\"}",
        "{\"id\":1}|{\"op\":\"t\"}",
        "{\"id\":1}|{\"ts_ms\":1}",
        "{\"no\":1}|{\"op\":\"d\",\"before\":{\"id\":7}}",
        "{\"no\":1}|{\"op\":\"d\",\"before\":null}",
        "|{\"op\":\"d\",\"before\":{\"id\":7}}",
        "{\"id\":1}|",
      })
  void shouldRouteToTheContactThatIsRead(@Nullable String key, @Nullable String value) {
    MappedReader reader = reader("format: debezium\nkey: id", "email: mail");
    Parsed<ContactKey> routed = reader.contact(bytes(key), bytes(value), new RecordHeaders());
    Parsed<ContactChange> read = read(reader, key, value);

    if (read instanceof Parsed.Valid<ContactChange> valid) {
      assertThat(routed).isEqualTo(new Parsed.Valid<>(valid.value().contact()));
    } else {
      assertThat(routed).hasToString(read.toString());
    }
  }

  /** What is wrong behind the operation is found by the owner, so it must come there. */
  @Test
  void shouldRouteWhatIsBrokenFurtherBehind() {
    MappedReader reader = reader("format: debezium\nkey: id", "email: mail");
    String broken = "{\"op\":\"u\",\"after\":{\"id\":1,";

    assertThat(reader.contact(bytes("{\"id\":1}"), bytes(broken), new RecordHeaders()))
        .isInstanceOf(Parsed.Valid.class);
    assertThat(reason(reader, "{\"id\":1}", broken)).isEqualTo("data-unreadable");
  }

  @Test
  void shouldKeepAColumnThatIsNamedAsTheSchemaWrapper() {
    for (String format : new String[] {"json", "debezium-flattened"}) {
      MappedReader reader = reader("format: " + format + "\nkey: id", "email: schema");

      assertThat(
              change(reader, null, "{\"id\":1,\"schema\":\"a@example.com\"}").fields().get("email"))
          .isEqualTo("a@example.com");
    }
  }

  @Test
  void shouldPassOverWhatConcernsNoRow() {
    MappedReader reader = reader("format: debezium", "email: mail");
    for (String value :
        List.of(
            "{\"ts_ms\":1}",
            "{\"op\":\"m\",\"message\":{}}",
            "{\"status\":\"END\",\"id\":\"1\",\"event_count\":2}")) {
      assertThat(read(reader, "{\"id\":1}", value)).isInstanceOf(Parsed.PassedOver.class);
    }
    assertThat(read(reader, "{\"id\":1}", null)).isEqualTo(new Parsed.PassedOver<>("tombstone"));
  }

  @Test
  void shouldNotTakeOtherRecordsForRows() {
    MappedReader reader = reader("format: debezium", "email: mail");

    assertThat(reason(reader, "{\"id\":1}", "{\"mail\":\"a@example.com\"}"))
        .isEqualTo("data-unreadable");
    assertThat(reason(reader, "{\"id\":1}", "{\"op\":\"u\",\"after\":null}"))
        .isEqualTo("data-missing");
    assertThat(reason(reader, "{\"id\":1}", "{\"op\":\"x\"}")).isEqualTo("data-unreadable");
    assertThat(reason(reader, null, "{\"op\":\"t\"}")).isEqualTo("truncate-refused");
    assertThat(reason(reader, "{\"id\":1}", "[1]")).isEqualTo("data-unreadable");
    assertThat(reason(reader, "{\"id\":null}", "{\"op\":\"d\",\"before\":null}"))
        .isEqualTo("key-invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "'{from: v, convert: [date: epoch-days]}', 0, 1970-01-01",
    "'{from: v, convert: [date: epoch-micros]}', 1709282330500000, 2024-03-01",
    "'{from: v, convert: [date: epoch-micros]}', -1, 1969-12-31",
    "'{from: v, convert: [{date: {form: epoch-millis, zone: Asia/Shanghai}}]}', 1709308800000, 2024-03-02",
    "'{from: v, convert: [date: dd.MM.yyyy]}', '\"24.12.1999\"', 1999-12-24",
    "'{from: v, convert: [{date: {form: iso, zone: Asia/Shanghai}}]}', '\"2024-03-01T20:38:50.5Z\"', 2024-03-02",
    "'{from: v, convert: [date]}', '\"2024-03-01 20:38:50\"', 2024-03-01",
  })
  void shouldReadDates(String rule, String value, String expected) {
    MappedReader reader = reader("format: json", "email: mail\n    birthday: " + rule);

    assertThat(
            change(reader, "k", "{\"mail\":\"a@example.com\",\"v\":" + value + "}")
                .fields()
                .get("birthday"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036825200000, field-invalid",
    "-2147472692, field-invalid",
    "'\"infinity\"', field-invalid",
    "true, field-invalid",
    "[], field-invalid",
  })
  void shouldPutAsideDatesThatAreNone(String value, String reason) {
    MappedReader reader =
        reader("format: json", "email: mail\n    birthday: {from: v, convert: [date: epoch-days]}");

    assertThat(reason(reader, "k", "{\"mail\":\"a@example.com\",\"v\":" + value + "}"))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "'{from: v, convert: [trim, lower]}', '\" Ab \"', ab",
    "'{from: v, convert: [{phone: {region: CN, form: national}}]}', '\"+8613800138000\"', 138 0013 8000",
    "'{from: v, convert: [{phone: {region: CN, invalid: null}}]}', '\"ask Li\"', ",
    "'{from: v, convert: [{phone: {region: CN}}]}', '\"ask Li\"', ask Li",
    "'{from: v, convert: [{decimal: {scale: 2}}]}', '\"+x4=\"', -12.50",
    "'{from: v, convert: [{decimal: {scale: 2}}]}', '\"AIA=\"', 1.28",
    "'{from: v, convert: [{lookup: {table: {\"1\": one}, else: other}}]}', 1, one",
    "'{from: v, convert: [{lookup: {table: {\"1\": one}, else: other}}]}', 2, other",
    "'{from: v, convert: [{lookup: {table: {\"null\": none}}}]}', null, none",
    "'{from: v, convert: [{boolean: {\"true\": 是, \"false\": 否}}]}', '\"t\"', 是",
    "'{from: v, convert: [{default: nobody}]}', '\" \"', nobody",
    "'{from: v, convert: [{join: \", \"}]}', '[\"a\",null,1]', 'a, 1'",
    "'{from: v, convert: [{json: a.b}]}', '\"{\\\"a\\\":{\\\"b\\\":1.50}}\"', 1.50",
    "'{template: \"${v} (${mail})\"}', '\"x\"', x (a@example.com)",
    "'{constant: fixed}', 1, fixed",
    "'{jslt: \".v * 2\"}', 21, 42",
    "'{jslt: \".v\"}', 9007199254740993, 9007199254740993",
    "'{jslt: \"join([for (.v) uppercase(.)], \\\"-\\\")\"}', '[\"a\",\"b\"]', A-B",
    "'{jslt: \".none\"}', 1, ",
    "v.w, '{\"w\":\"deep\"}', deep",
  })
  void shouldConvert(String rule, String value, @Nullable String expected) {
    MappedReader reader = reader("format: json", "email: mail\n  custom:\n    X: " + rule);

    assertThat(
            change(reader, "k", "{\"mail\":\"a@example.com\",\"v\":" + value + "}")
                .fields()
                .get("custom:X"))
        .isEqualTo(expected);
  }

  @Test
  void shouldSplitATextIntoGroups() {
    MappedReader reader =
        reader("format: json", "email: mail\n  groups: {from: v, convert: [{split: \";\"}]}");

    assertThat(change(reader, "k", "{\"mail\":\"a@example.com\",\"v\":\"a; b;;\"}").groups())
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void shouldTakeInvalidValuesForNoneWhereTheMappingSaysSo() {
    MappedReader reader =
        reader(
            "format: json\nwithout-email: delete",
            "email: {from: mail, invalid: null}\n    birthday: {from: born, invalid: null}");

    assertThat(change(reader, "k", "{\"mail\":\"a@example.com\",\"born\":\"9999-12-31\"}").fields())
        .containsEntry("birthday", null);
    assertThat(change(reader, "k", "{\"mail\":\"n/a\"}").type())
        .isEqualTo(ContactChangeType.DELETED);
  }

  private static MappedReader reader(String head, String fields) {
    return new MappedReader(
        MappingReader.read("test.yaml", head + "\ncontact:\n  fields:\n    " + fields + "\n"),
        new ContactRules(IntakeSettings.of(new AccountId("demo")), CLOCK));
  }

  private static String key(MappedReader reader, String key) {
    return change(reader, key, "{\"op\":\"d\",\"before\":null}").contact().key();
  }

  private static Parsed<ContactChange> read(
      MappedReader reader, @Nullable String key, @Nullable String value) {
    return reader.parse(bytes(key), bytes(value), new RecordHeaders());
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
