package io.m1bridge.contactsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.avro.AvroBytes;
import io.m1bridge.contactsync.avro.Schemas;
import io.m1bridge.contactsync.avro.TestSchemas;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in Avro, of every source, as the owner of their contact gets them. */
class AvroSourcesTest {

  private static final String OWN = "crm.contact-changes";
  private static final String ROWS = "shop.public.people";
  private static final Schema CONTACT =
      schema(
          """
          {"type": "record", "name": "ContactChange", "fields": [
            {"name": "email", "type": ["null", "string"]},
            {"name": "city", "type": ["null", "string"]},
            {"name": "birthday", "type": ["null", {"type": "int", "logicalType": "date"}]},
            {"name": "custom", "type": {"type": "map", "values": "string"}}]}
          """);
  private static final Schema ROW =
      schema(
          """
          {"type": "record", "name": "Value", "namespace": "shop", "fields": [
            {"name": "id", "type": "long"},
            {"name": "mail", "type": ["null", "string"]},
            {"name": "__deleted", "type": ["null", "string"]}]}
          """);
  private static final Schema ENVELOPE =
      schema(
          """
          {"type": "record", "name": "Envelope", "fields": [
            {"name": "after", "type": ["null",
              {"type": "record", "name": "Value", "fields": [
                {"name": "id", "type": "long"}, {"name": "mail", "type": ["null", "string"]}]}]},
            {"name": "op", "type": "string"}]}
          """);
  private static final Schema KEY =
      schema(
          "{\"type\": \"record\", \"name\": \"Key\", \"fields\": [{\"name\": \"id\", \"type\": \"long\"}]}");

  @TempDir Path directory;
  private TestSchemaRegistry registry;
  private Schemas schemas;

  @BeforeEach
  void start() throws IOException {
    registry = new TestSchemaRegistry();
    schemas = TestSchemas.of(registry);
  }

  @AfterEach
  void stop() throws Exception {
    ((AutoCloseable) schemas).close();
    registry.close();
  }

  @Test
  void shouldReadOurOwnFormInBinaryMode() throws IOException {
    ContactChange change =
        change(
            OWN,
            sources("json", KeyFormat.TEXT),
            "k1".getBytes(StandardCharsets.UTF_8),
            avro(CONTACT, "{'email':'a@x.cn','birthday':7434,'custom':{'Level':'gold'}}"),
            binary());

    assertThat(change.contact().key()).isEqualTo("k1");
    assertThat(change.fields())
        .containsEntry("email", "a@x.cn")
        .containsEntry("birthday", "1990-05-10")
        .containsEntry("custom:Level", "gold")
        .containsEntry("city", null);
  }

  @Test
  void shouldReadOurOwnFormInStructuredMode() throws IOException {
    Schema event =
        schema(
            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "specversion", "type": "string"}, {"name": "id", "type": "string"},
              {"name": "source", "type": "string"}, {"name": "type", "type": "string"},
              {"name": "subject", "type": "string"}, {"name": "data", "type": %s}]}
            """
                .formatted(CONTACT));
    byte[] value =
        avro(
            event,
            "{'specversion':'1.0','id':'e1','source':'/crm','type':'crm.contact.upserted.v1',"
                + "'subject':'k2','data':{'email':'a@x.cn','custom':{}}}");
    RecordHeaders declared = new RecordHeaders();
    declared.add("content-type", bytes("application/cloudevents+avro"));

    for (Headers headers : new Headers[] {new RecordHeaders(), declared}) {
      ContactChange change = change(OWN, sources("json", KeyFormat.TEXT), null, value, headers);
      assertThat(change.contact().key()).isEqualTo("k2");
      assertThat(change.fields()).containsEntry("email", "a@x.cn");
    }
  }

  @Test
  void shouldReadKeysInAvro() throws IOException {
    byte[] value = avro(CONTACT, "{'email':'a@x.cn','custom':{}}");
    Schema text = schema("\"string\"");
    Sources json = sources("json", KeyFormat.JSON);

    assertThat(change(OWN, json, avro(KEY, "{'id':7}"), value, binary()).contact().key())
        .isEqualTo("7");
    assertThat(change(OWN, json, avro(text, "'k 7'"), value, binary()).contact().key())
        .isEqualTo("k 7");
    byte[] number = {0, 0, 0, 0, 0, 0, 0, 9};
    assertThat(
            change(OWN, sources("json", KeyFormat.LONG), number, value, binary()).contact().key())
        .as("a number of eight bytes begins as Avro does")
        .isEqualTo("9");
  }

  @Test
  void shouldReadEnvelopes() throws IOException {
    ContactChange change =
        change(
            ROWS,
            sources("debezium", KeyFormat.TEXT),
            avro(KEY, "{'id':7}"),
            avro(ENVELOPE, "{'op':'c','after':{'id':7,'mail':'a@x.cn'}}"),
            new RecordHeaders());

    assertThat(change.contact().key()).isEqualTo("7");
    assertThat(change.fields()).containsEntry("email", "a@x.cn");
  }

  @Test
  void shouldReadFlattenedRows() throws IOException {
    Sources sources = sources("debezium-flattened", KeyFormat.TEXT);
    byte[] key = avro(KEY, "{'id':7}");

    assertThat(
            change(ROWS, sources, key, avro(ROW, "{'id':7,'mail':'a@x.cn'}"), new RecordHeaders())
                .fields())
        .containsEntry("email", "a@x.cn");
    assertThat(
            change(
                    ROWS,
                    sources,
                    key,
                    avro(ROW, "{'id':7,'mail':'','__deleted':'true'}"),
                    new RecordHeaders())
                .type())
        .isEqualTo(ContactChangeType.DELETED);
  }

  @Test
  void shouldReadPlainRowsWithKeysOfBothKinds() throws IOException {
    byte[] value = avro(ROW, "{'id':7,'mail':'a@x.cn'}");

    assertThat(
            change(ROWS, sources("json", KeyFormat.TEXT), bytes("p7"), value, new RecordHeaders())
                .contact()
                .key())
        .isEqualTo("p7");
    Sources jsonKeys = sources("json\nkey-format: json", KeyFormat.TEXT);
    assertThat(
            change(ROWS, jsonKeys, avro(KEY, "{'id':7}"), value, new RecordHeaders())
                .contact()
                .key())
        .isEqualTo("7");
    assertThat(change(ROWS, jsonKeys, avro(KEY, "{'id':7}"), null, new RecordHeaders()).type())
        .isEqualTo(ContactChangeType.DELETED);
  }

  /** A topic may change its form, and dead letters are replayed as JSON. */
  @Test
  void shouldStillReadJson() throws IOException {
    ContactChange change =
        change(
            ROWS,
            sources("debezium", KeyFormat.TEXT),
            bytes("{\"id\":7}"),
            bytes("{\"op\":\"c\",\"after\":{\"mail\":\"a@x.cn\"}}"),
            new RecordHeaders());

    assertThat(change.fields()).containsEntry("email", "a@x.cn");
  }

  /** What the owner of the contact reads of what intake made of a record. */
  private static ContactChange change(
      String topic,
      Sources sources,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    Incoming routed = sources.incoming(topic, key, value, headers);
    assertThat(routed.contact()).isInstanceOf(Parsed.Valid.class);
    assertThat(routed.value() == null || routed.value()[0] == '{').as("JSON").isTrue();
    Parsed<ContactChange> read = sources.reader(topic).parse(routed.key(), routed.value(), headers);
    return ((Parsed.Valid<ContactChange>) read).value();
  }

  private Sources sources(String format, KeyFormat keys) throws IOException {
    IntakeSettings usual = IntakeSettings.of(new AccountId("demo"));
    return Sources.of(
        new IntakeSettings(usual.defaultAccount(), keys, usual.maxChangeBytes(), usual.dates()),
        Map.of(ROWS, mapping(format)),
        schemas,
        Clock.systemUTC());
  }

  private Path mapping(String format) throws IOException {
    return Files.writeString(
        directory.resolve("people.yaml"),
        "format: " + format + "\ncontact:\n  fields: {email: mail}\n");
  }

  private byte[] avro(Schema schema, String json) throws JsonProcessingException {
    return AvroBytes.framed(registry, schema, new ObjectMapper().readTree(json.replace('\'', '"')));
  }

  private static Headers binary() {
    return new RecordHeaders()
        .add("ce_specversion", bytes("1.0"))
        .add("ce_id", bytes("e1"))
        .add("ce_source", bytes("/crm"))
        .add("ce_type", bytes("crm.contact.upserted.v1"))
        .add("content-type", bytes("application/avro"));
  }

  private static Schema schema(String json) {
    return new Schema.Parser().parse(json);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
