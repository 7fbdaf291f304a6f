package io.m1bridge.contactsync.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.m1.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs of the kinds that broke other people's contact syncs, each with its right outcome. */
class PublicCasesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line of {@code inputs.ndjson} and what becomes of it. */
  record Case(String line, String outcome, String what) {
    @Override
    public String toString() {
      return outcome + " " + what;
    }
  }

  static Stream<Case> inputs() {
    Map<String, String> byId =
        lines("inputs.ndjson")
            .collect(
                Collectors.toMap(line -> json(line).get("id").textValue(), Function.identity()));
    List<Case> cases =
        lines("outcomes.txt")
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\\|", 3))
            .map(
                parts ->
                    new Case(
                        Objects.requireNonNull(byId.remove(parts[0]), parts[0]),
                        parts[1],
                        parts[2]))
            .toList();
    assertThat(byId).as("inputs without an outcome").isEmpty();
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void shouldTakeStructuredEventsOrNameTheField(Case input) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("content-type", bytes("application/cloudevents+json; charset=UTF-8"));

    check(parser(KeyFormat.TEXT).parse(null, bytes(input.line()), headers), input);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void shouldTakeStructuredEventsThatNothingDeclares(Case input) {
    check(parser(KeyFormat.TEXT).parse(null, bytes(input.line()), new RecordHeaders()), input);
  }

  @ParameterizedTest
  @CsvSource({
    "b04-binary-keys-native-binary-mode.ndjson, TEXT,"
        + " key-invalid key-invalid key-invalid key-invalid key-invalid",
    "b04-binary-keys-native-binary-mode.ndjson, LONG, 127 128 129 200 key-invalid",
    "b04-binary-keys-native-binary-mode.ndjson, HEX,"
        + " 000000000000007f 0000000000000080 0000000000000081 00000000000000c8 c1aacda8",
    "b06-old-timestamp-dead-letter.ndjson, TEXT, field-invalid field-invalid",
    "b14-debezium-zero-dates-flattened.ndjson, TEXT,"
        + " header-missing header-missing header-missing header-missing header-missing",
    "b19-doubled-headers-and-gbk-bytes.ndjson, TEXT,"
        + " header-ambiguous header-ambiguous header-ambiguous b19-4 data-unreadable"
        + " data-unreadable data-unreadable",
  })
  void shouldTellRecordsApartOrSayWhy(String file, KeyFormat format, String expected) {
    List<String> ends =
        lines(file)
            .map(PublicCasesTest::json)
            .filter(record -> record.has("key") || record.has("key_hex"))
            .map(record -> end(parser(format).parse(key(record), value(record), headers(record))))
            .toList();

    assertThat(ends).containsExactly(expected.split(" "));
  }

  @Test
  void shouldReadZeroDatesAsNoneAndNumbersAsNoDates() {
    assertThat(fields("{\"birthday\":0}")).containsEntry("birthday", null);
    assertThat(fields("{\"birthday\":\"0000-00-00\"}")).containsEntry("birthday", null);
    assertThat(fields("{\"birthday\":\"0000-00-00 00:00:00\"}")).containsEntry("birthday", null);
    assertThat(fields("{\"birthday\":\"1990-05-10 00:00:00\"}"))
        .containsEntry("birthday", "1990-05-10");
    for (String bad :
        List.of(
            "2932896",
            "2147483647",
            "642268800000000",
            "\"1990-00-00\"",
            "\"1899-12-31\"",
            "\"2026-11-27\"",
            "\"1990-05-09T16:00:00Z\"",
            "\"-0001-11-30\"",
            "\"1990-02-30\"")) {
      assertThat(end(patched("{\"birthday\":" + bad + "}"))).as(bad).isEqualTo("field-invalid");
    }
  }

  @Test
  void shouldNeverPutTwoKeysIntoOneContact() {
    Set<String> keys =
        Stream.of("b04-t", "b04-t ", " b04-t", "B04-T", "b04-t\u200b", "b04-t\u00a0")
            .map(
                key ->
                    parser(KeyFormat.TEXT)
                        .parse(
                            bytes(key), null, ChangeParserTest.headers("crm.contact.deleted.v1")))
            .map(PublicCasesTest::end)
            .collect(Collectors.toSet());

    assertThat(keys).hasSize(6);
  }

  private static void check(Parsed<ContactChange> parsed, Case input) {
    if (!input.outcome().equals("valid")) {
      assertThat(parsed)
          .isInstanceOfSatisfying(
              Parsed.Invalid.class,
              invalid -> {
                assertThat(invalid.problem().code()).isEqualTo(input.outcome());
                assertThat(invalid.problem().advice()).contains(input.what());
              });
      return;
    }
    assertThat(parsed).as(String.valueOf(parsed)).isInstanceOf(Parsed.Valid.class);
    ContactChange change = ((Parsed.Valid<ContactChange>) parsed).value();
    for (String expected : input.what().split(";")) {
      int at = expected.indexOf('=');
      if (at > 0) {
        String name = expected.substring(0, at);
        assertThat(actual(change, name)).as(name).isEqualTo(expected.substring(at + 1));
      }
    }
  }

  private static @Nullable String actual(ContactChange change, String name) {
    return switch (name) {
      case "key" -> change.contact().key();
      case "groups" ->
          change.groups() == null
              ? "unsaid"
              : change.groups().stream().sorted().collect(Collectors.joining(","));
      default -> change.fields().get(name);
    };
  }

  private static String end(Parsed<ContactChange> parsed) {
    return parsed instanceof Parsed.Valid<ContactChange> valid
        ? valid.value().contact().key()
        : ((Parsed.Invalid<ContactChange>) parsed).problem().code();
  }

  private static Map<String, @Nullable String> fields(String data) {
    return ((Parsed.Valid<ContactChange>) patched(data)).value().fields();
  }

  private static Parsed<ContactChange> patched(String data) {
    return parser(KeyFormat.TEXT)
        .parse(bytes("k"), bytes(data), ChangeParserTest.headers("crm.contact.patched.v1"));
  }

  private static ChangeParser parser(KeyFormat format) {
    return new ChangeParser(
        new IntakeSettings(
            new AccountId("demo"),
            format,
            IntakeSettings.DEFAULT_MAX_CHANGE_BYTES,
            DateRange.DEFAULT),
        CLOCK);
  }

  private static byte[] key(JsonNode record) {
    JsonNode key = record.get("key");
    if (key == null) {
      return HexFormat.of().parseHex(record.get("key_hex").textValue());
    }
    return bytes(key.isTextual() ? key.textValue() : key.toString());
  }

  private static byte @Nullable [] value(JsonNode record) {
    if (record.has("value_hex")) {
      return HexFormat.of().parseHex(record.get("value_hex").textValue());
    }
    if (record.has("value_text")) {
      return bytes(record.get("value_text").textValue());
    }
    JsonNode value = record.get("value");
    return value == null || value.isNull() ? null : bytes(value.toString());
  }

  private static RecordHeaders headers(JsonNode record) {
    RecordHeaders headers = new RecordHeaders();
    record
        .path("headers")
        .forEach(pair -> headers.add(pair.get(0).textValue(), bytes(pair.get(1).textValue())));
    return headers;
  }

  private static Stream<String> lines(String file) {
    try (InputStream in = PublicCasesTest.class.getResourceAsStream("cases/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
