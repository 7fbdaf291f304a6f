package io.m1bridge.contactsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.mapping.Mapping;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.m1.AccountId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Whatever a source sends, the answer is a value; and routing finds the contact that is read. */
class MappedReaderPropertiesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "email",
          "full_name",
          "gender",
          "birth_date",
          "mobile",
          "vip",
          "credit",
          "prefs",
          "loyalty_tier",
          "tags");

  private final List<MappedReader> readers =
      List.of(reader("debezium"), reader("debezium-flattened"), reader("json"));

  @Property(tries = 2_000)
  void shouldAnswerWhateverTheBytesAre(@ForAll byte[] key, @ForAll byte[] value) {
    readers.forEach(reader -> assertRoutedAsRead(reader, key, value));
  }

  @Property(tries = 3_000)
  void shouldAnswerWhateverTheRowIs(
      @ForAll("rows") String row, @ForAll("keys") String key, @ForAll("operations") String op) {
    String event = "{\"before\":" + row + ",\"after\":" + row + ",\"op\":" + op + "}";
    Statistics.label("events of Debezium")
        .collect(
            readers
                .get(0)
                .parse(bytes(key), bytes(event), new RecordHeaders())
                .getClass()
                .getSimpleName())
        .coverage(
            coverage -> {
              coverage.check("Valid").percentage(share -> share > 5);
              coverage.check("Invalid").percentage(share -> share > 5);
              coverage.check("PassedOver").percentage(share -> share > 5);
            });
    for (String value :
        List.of(
            event,
            "{\"schema\":" + row + ",\"payload\":" + event + "}",
            row,
            "{\"payload\":" + row + ",\"schema\":{}}")) {
      readers.forEach(reader -> assertRoutedAsRead(reader, bytes(key), bytes(value)));
    }
  }

  private static void assertRoutedAsRead(MappedReader reader, byte[] key, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    Parsed<ContactChange> read = reader.parse(key, value, headers);
    Parsed<ContactKey> routed = reader.contact(key, value, headers);

    if (read instanceof Parsed.Valid<ContactChange> valid) {
      assertThat(routed).isEqualTo(new Parsed.Valid<>(valid.value().contact()));
    } else if (read instanceof Parsed.PassedOver<ContactChange> over) {
      assertThat(routed).isEqualTo(new Parsed.PassedOver<>(over.why()));
    } else {
      assertThat(routed).isNotInstanceOf(Parsed.PassedOver.class);
    }
  }

  @Provide
  Arbitrary<String> rows() {
    return Combinators.combine(
            Arbitraries.of(COLUMNS),
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just("null")),
                Tuple.of(4, scalars()),
                Tuple.of(1, nested())))
        .as((column, value) -> "\"" + column + "\":" + value)
        .list()
        .uniqueElements(member -> member.substring(0, member.indexOf(':')))
        .ofMaxSize(6)
        .map(members -> members.stream().collect(Collectors.joining(",", "{", "}")));
  }

  private Arbitrary<String> scalars() {
    return Arbitraries.of(
        "null",
        "true",
        "0",
        "-1",
        "11793",
        "9223372036825200000",
        "1e400",
        "1.50",
        "\"\"",
        "\" Li@Example.com \"",
        "\"n/a\"",
        "\"M\"",
        "\"138 0013 8000\"",
        "\"+x4=\"",
        "\"not base64!\"",
        "\"{\\\"lang\\\":\\\"de\\\"}\"",
        "\"{broken\"",
        "\"\\ud83d\"",
        "\"\\u0000\"",
        "\"__debezium_unavailable_value\"",
        "\"infinity\"");
  }

  private Arbitrary<String> nested() {
    return scalars()
        .list()
        .ofMaxSize(3)
        .map(items -> items.stream().collect(Collectors.joining(",", "[", "]")))
        .map(list -> list.length() % 2 == 0 ? list : "{\"a\":" + list + "}");
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.of("{\"id\":7}", "{\"schema\":{},\"payload\":{\"id\":7}}")),
        Tuple.of(
            1,
            Arbitraries.of(
                "{\"id\":\"a/b\"}",
                "{\"id\":null}",
                "{\"id\":[1]}",
                "{}",
                "7",
                "\"7\"",
                "null",
                "[7]",
                "",
                "{\"id\":1,\"id\":2}")));
  }

  @Provide
  Arbitrary<String> operations() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.of("\"c\"", "\"u\"", "\"r\"", "\"d\"", "\"m\"")),
        Tuple.of(1, Arbitraries.of("\"t\"", "\"x\"", "null", "1", "{}")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MappedReader reader(String format) {
    try {
      String yaml =
          Files.readString(Path.of("src", "test", "resources", "debezium", "customers.yaml"));
      Mapping mapping =
          MappingReader.read(
              "customers.yaml", yaml.replaceFirst("format: debezium", "format: " + format));
      return new MappedReader(
          mapping, new ContactRules(IntakeSettings.of(new AccountId("demo")), CLOCK));
    } catch (IOException e) {
      throw new IllegalStateException("The mapping is missing", e);
    }
  }
}
