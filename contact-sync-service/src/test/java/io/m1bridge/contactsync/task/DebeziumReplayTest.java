package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m1bridge.address.EmailAddress;
import io.m1bridge.address.EmailAddress.Reading;
import io.m1bridge.contactsync.avro.AvroRecords;
import io.m1bridge.contactsync.avro.CapturedAvro;
import io.m1bridge.contactsync.avro.TestSchemas;
import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.contactsync.source.MappedReader;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Captured change events of a table, one after the other: in the end M1 equals the table, as far as
 * a row can be a contact at all.
 */
class DebeziumReplayTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

  @ParameterizedTest
  @CsvSource({
    "A-envelope-noschema, A-final, debezium, true",
    "A-envelope-friendly, A-final, debezium, false",
    "A-flattened, A-final, debezium-flattened, true",
    "A-envelope-schema, A-envelope-schema-final, debezium, true",
    "A-flattened-fields, A-envelope-schema-final, debezium-flattened, true"
  })
  void shouldEndWithM1AsTheTableIs(String capture, String truth, String format, boolean base64)
      throws IOException {
    replay(capture, truth, format, base64, (part, isKey) -> bytes(part));
  }

  /** As Connect's AvroConverter writes the same, through a registry; the mapping is the same. */
  @ParameterizedTest
  @CsvSource({
    "A-envelope-noschema, A-final, debezium, true",
    "A-envelope-friendly, A-final, debezium, false",
    "A-flattened, A-final, debezium-flattened, true",
    "A-envelope-schema, A-envelope-schema-final, debezium, true",
    "A-flattened-fields, A-envelope-schema-final, debezium-flattened, true"
  })
  void shouldEndAlikeInAvro(String capture, String truth, String format, boolean base64)
      throws IOException {
    try (TestSchemaRegistry registry = new TestSchemaRegistry()) {
      List<JsonNode> known = new ArrayList<>();
      for (String line : lines("A-envelope-schema")) {
        known.add(JSON.readTree(line));
      }
      CapturedAvro captured = new CapturedAvro(registry, known, !base64);
      AvroRecords avro = new AvroRecords(TestSchemas.of(registry));
      replay(
          capture,
          truth,
          format,
          base64,
          (part, isKey) -> {
            byte[] written = isKey ? captured.key(part) : captured.value(part);
            assertThat(written == null || written[0] == 0).as("is Avro").isTrue();
            return json(avro, written);
          });
      assertThat(registry.requests()).as("each schema once").doesNotHaveDuplicates();
    }
  }

  private static byte @Nullable [] json(AvroRecords avro, byte @Nullable [] written) {
    try {
      return avro.json(written, "It");
    } catch (BadChange e) {
      throw new AssertionError(e.problem().advice(), e);
    }
  }

  /** What reaches the owner of a contact of a key or a value. */
  private interface Form {
    byte @Nullable [] of(JsonNode part, boolean isKey);
  }

  private void replay(String capture, String truth, String format, boolean base64, Form form)
      throws IOException {
    FakeM1 m1 = new FakeM1();
    TaskHarness task = new TaskHarness(m1).connected();
    task.reader = reader(format, base64, task);

    Set<String> incomplete = new HashSet<>();
    int records = 0;
    for (String line : lines(capture)) {
      JsonNode record = JSON.readTree(line);
      if (isIncomplete(record)) {
        incomplete.add(id(record.get("key")));
      }
      task.record(
          form.of(record.get("key"), true),
          form.of(record.get("value"), false),
          headers(record.get("headers")));
      if (++records % 40 == 0) {
        task.settle();
      }
    }
    task.passInSteps(Duration.ofMinutes(30), Duration.ofSeconds(1));

    assertThat(task.internalErrors()).isEmpty();
    assertThat(task.deadLetterReasons())
        .as("keys that changed, without the large columns")
        .isEqualTo(Collections.nCopies(incomplete.size(), "value-unavailable"));
    Map<String, List<JsonNode>> rows = rowsByAddress(truth);
    Map<String, Contact> contacts = new HashMap<>();
    for (Contact contact : m1.store().contacts().values()) {
      contacts.put(EmailAddress.keyOf(contact.get(ContactField.EMAIL).orElseThrow()), contact);
    }
    assertThat(contacts).hasSameSizeAs(m1.store().contacts()).containsKeys(addresses(rows));
    Set<String> others = new HashSet<>(contacts.keySet());
    others.removeAll(rows.keySet());
    assertThat(others)
        .as("addresses that rows had before they took one that another row has")
        .hasSizeLessThan(waitingForAnAddress(rows) + 1);
    rows.forEach(
        (address, same) -> {
          if (same.size() == 1 && !incomplete.contains(same.get(0).get("id").asText())) {
            assertSame(same.get(0), contacts.get(address));
          }
        });
  }

  private static void assertSame(JsonNode row, Contact contact) {
    assertText(row, "full_name", contact, ContactField.FULL_NAME);
    assertText(row, "company", contact, ContactField.COMPANY_NAME);
    assertText(row, "title", contact, ContactField.JOB_TITLE);
    assertText(row, "city", contact, ContactField.CITY);
    assertThat(contact.get(ContactField.BIRTHDAY).orElse(""))
        .as("birthday of row %s", row.get("id"))
        .isEqualTo(isPlausible(row) ? row.get("birth_date").asText() : "");
    assertText(row, "wechat", contact, ContactField.WEIXIN);
    assertText(row, "notes", contact, ContactField.NOTES);
    Map<String, String> genders = Map.of("M", "male", "F", "female");
    assertThat(contact.get(ContactField.GENDER).orElse(""))
        .as("gender of row %s", row.get("id"))
        .isEqualTo(genders.getOrDefault(row.get("gender").asText(), ""));
    if (!row.get("credit").isNull()) {
      assertThat(contact.properties().values())
          .as("credit of row %s", row.get("id"))
          .contains(row.get("credit").decimalValue().toPlainString());
    }
  }

  private static void assertText(JsonNode row, String column, Contact contact, ContactField field) {
    String expected = row.get(column).isNull() ? "" : row.get(column).asText().strip();
    assertThat(contact.get(field).orElse(""))
        .as("%s of row %s", column, row.get("id"))
        .isEqualTo(expected);
  }

  /** Of somebody who lives, in the clock of the task. */
  private static boolean isPlausible(JsonNode row) {
    if (row.get("birth_date").isNull()) {
      return false;
    }
    LocalDate birthday = LocalDate.parse(row.get("birth_date").asText());
    return !birthday.isBefore(EARLIEST) && birthday.isBefore(LocalDate.of(2026, 11, 25));
  }

  /** Rows that can be contacts: those with a readable address. */
  private static Map<String, List<JsonNode>> rowsByAddress(String truth) throws IOException {
    Map<String, List<JsonNode>> rows = new HashMap<>();
    for (JsonNode row : JSON.readTree(resource(truth + ".json"))) {
      if (EmailAddress.read(row.get("email").asText("")) instanceof Reading.Valid valid) {
        rows.computeIfAbsent(valid.address().key(), any -> new ArrayList<>()).add(row);
      }
    }
    return rows;
  }

  private static String[] addresses(Map<String, List<JsonNode>> rows) {
    return rows.keySet().toArray(String[]::new);
  }

  private static int waitingForAnAddress(Map<String, List<JsonNode>> rows) {
    return rows.values().stream().mapToInt(same -> same.size() - 1).sum();
  }

  /** Its key changed, and its large columns were not sent along: that is a dead letter. */
  private static boolean isIncomplete(JsonNode record) {
    return record.get("headers").has("__debezium.oldkey")
        && record.get("value").toString().contains("__debezium_unavailable_value");
  }

  private static String id(JsonNode key) {
    return (key.has("payload") ? key.get("payload") : key).get("id").asText();
  }

  private static MappedReader reader(String format, boolean base64, TaskHarness task)
      throws IOException {
    UnaryOperator<String> asCaptured =
        yaml -> {
          String other = yaml.replace("format: debezium", "format: " + format);
          return base64 ? other : other.replace("- decimal: {scale: 2}", "- trim");
        };
    String yaml = new String(resource("customers.yaml").readAllBytes(), StandardCharsets.UTF_8);
    return new MappedReader(
        MappingReader.read("customers.yaml", asCaptured.apply(yaml)),
        new ContactRules(IntakeSettings.of(TaskHarness.ACCOUNT), task.clock));
  }

  private static byte @Nullable [] bytes(JsonNode node) {
    return node == null || node.isNull() ? null : node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static RecordHeaders headers(JsonNode captured) {
    RecordHeaders headers = new RecordHeaders();
    captured
        .fields()
        .forEachRemaining(header -> headers.add(header.getKey(), bytes(header.getValue())));
    return headers;
  }

  private static List<String> lines(String capture) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(resource(capture + ".ndjson.gz")), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static InputStream resource(String name) {
    return DebeziumReplayTest.class.getResourceAsStream("/debezium/" + name);
  }
}
