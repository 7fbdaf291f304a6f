package io.m1bridge.contactsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.avro.AvroBytes;
import io.m1bridge.contactsync.avro.SchemaPending;
import io.m1bridge.contactsync.avro.Schemas;
import io.m1bridge.contactsync.avro.TestSchemas;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in Avro that cannot be read, or not yet. */
class AvroProblemsTest {

  private static final String OWN = "crm.contact-changes";
  private static final String ROWS = "shop.public.people";
  private static final Schema ROW =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Row", "fields": [
                {"name": "mail", "type": ["null", "string"]},
                {"name": "nothing", "type": {"type": "array", "items": "null"}}]}
              """);

  @TempDir Path directory;
  private TestSchemaRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new TestSchemaRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldPutAsideWhatNoSchemaReads() throws IOException {
    Sources sources = sources("json", TestSchemas.of(registry));
    byte[] good = row("");
    byte[] unknown = TestSchemaRegistry.framed(404, new byte[] {2});
    byte[] unfit = TestSchemaRegistry.framed(registry.register(ROW.toString()), new byte[] {2, 9});

    assertReason(sources, unknown, "schema-unknown", "schema-registry.url");
    assertReason(sources, unfit, "avro-unreadable", "serializer");
    assertReason(
        sources("json", Schemas.none()),
        good,
        "schema-unknown",
        "set m1bridge.contact-sync.schema-registry.url");
    assertThat(sources.incoming(ROWS, bytes("p7"), good, new RecordHeaders()).contact())
        .isInstanceOf(Parsed.Valid.class);
  }

  @Test
  void shouldBoundWhatAvroBecomes() throws IOException {
    assertReason(
        sources("json", TestSchemas.of(registry)),
        row("null" + ",null".repeat(100_000)),
        "change-too-large",
        "max-change-bytes");
  }

  @Test
  void shouldNotBeReadableBeforeTheRegistryAnswers() throws IOException {
    registry.failWith(503);
    Sources sources = sources("debezium", TestSchemas.of(registry));
    byte[] avro = TestSchemaRegistry.framed(1, new byte[] {2});

    assertThat(sources.isReadable(record(ROWS, avro, bytes("{}")))).isFalse();
    assertThat(sources.isReadable(record(ROWS, bytes("{}"), avro))).isFalse();
    assertThat(sources.isReadable(record(ROWS, bytes("{}"), bytes("{}")))).isTrue();
    assertThat(sources.isReadable(record(ROWS, null, null))).isTrue();
    assertThat(sources.isReadable(record(OWN, avro, bytes("{}"))))
        .as("a key that is not read as Avro")
        .isTrue();
  }

  @Test
  void shouldDecideNothingWithoutTheRegistry() throws IOException {
    Sources sources = sources("json", TestSchemas.of(registry, "100ms"));
    byte[] value = row("");
    registry.failWith(503);

    assertThatThrownBy(() -> sources.incoming(ROWS, bytes("p7"), value, new RecordHeaders()))
        .isInstanceOf(SchemaPending.class);
  }

  private static void assertReason(Sources sources, byte[] value, String code, String advice) {
    Incoming read = sources.incoming(ROWS, bytes("p7"), value, new RecordHeaders());

    assertThat(read.contact())
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> {
              assertThat(invalid.problem().code()).isEqualTo(code);
              assertThat(invalid.problem().advice()).contains(advice);
            });
  }

  private Sources sources(String format, Schemas schemas) throws IOException {
    Path mapping =
        Files.writeString(
            directory.resolve("people.yaml"),
            "format: " + format + "\ncontact:\n  fields: {email: mail}\n");
    return Sources.of(
        IntakeSettings.of(new AccountId("demo")),
        Map.of(ROWS, mapping),
        schemas,
        Clock.systemUTC());
  }

  private byte[] row(String nothing) throws JsonProcessingException {
    String json = "{\"mail\":\"a@x.cn\",\"nothing\":[" + nothing + "]}";
    return AvroBytes.framed(registry, ROW, new ObjectMapper().readTree(json));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>(topic, 0, 0, key, value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
