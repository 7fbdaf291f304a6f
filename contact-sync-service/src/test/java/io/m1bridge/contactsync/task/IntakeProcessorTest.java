package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m1bridge.contactsync.avro.AvroBytes;
import io.m1bridge.contactsync.avro.Schemas;
import io.m1bridge.contactsync.avro.TestSchemas;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import io.m1bridge.testkit.time.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeProcessorTest {

  private static final int LIMIT = IntakeSettings.DEFAULT_MAX_CHANGE_BYTES;
  private static final int RECORD_LIMIT = 1_048_576;

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private final RecordingMeter meter = new RecordingMeter();
  private final IntakeProcessor intake = intake(clock);

  IntakeProcessorTest() {
    intake.init(context);
    context.setRecordMetadata("crm.contact-changes", 3, 42);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 946_684_800_000L, 1_790_000_000_000L, 1_768_000_000_000_000L})
  void shouldWriteNoForeignTimestamp(long timestamp) {
    List<Record<byte[], byte[]>> out = new ArrayList<>();
    out.addAll(pass(bytes("k1"), "{\"email\":\"a@example.com\"}", headers(), timestamp));
    out.addAll(pass(null, "{\"email\":\"a@example.com\"}", headers(), timestamp));

    assertThat(out).hasSize(2).allMatch(record -> record.timestamp() == clock.millis());
    assertThat(DeadLetter.read(out.get(1).headers()).orElseThrow().timestamp())
        .isEqualTo(Instant.ofEpochMilli(timestamp));
    RoutedRecord routed = RoutedRecord.read(out.get(0).value());
    assertThat(routed.writtenAt()).isBetween(Instant.EPOCH, clock.instant());
    assertThat(routed.receivedAt()).isEqualTo(clock.instant());
  }

  @Test
  void shouldTakeNegativeStampsForNone() {
    ConsumerRecord<Object, Object> record =
        new ConsumerRecord<>(
            "t",
            0,
            0,
            -1,
            TimestampType.CREATE_TIME,
            0,
            0,
            "k",
            "v",
            new RecordHeaders(),
            Optional.empty());

    assertThat(new UpstreamTimestamp().extract(record, 7)).isZero();
  }

  @Test
  void shouldRouteTheOriginalAsItCame() {
    Headers headers = headers().add("traceparent", bytes("00-1")).add("客户", null);
    byte[] key = bytes("客户 1 ");

    Record<byte[], byte[]> out = pass(key, "{\"email\":\"a@example.com\"}", headers, 5).get(0);

    assertThat(out.key()).isEqualTo(bytes("demo/客户 1 "));
    RoutedRecord routed = RoutedRecord.read(out.value());
    assertThat(routed.source()).isEqualTo(new Coordinates("crm.contact-changes", 3, 42));
    assertThat(routed.original().key()).isEqualTo(key);
    assertThat(routed.original().recordHeaders()).isEqualTo(headers);
    assertThat(out.headers()).isEmpty();
  }

  @Test
  void shouldRouteChangesWithoutARecordKey() {
    Headers headers = headers().add("ce_subject", bytes("k1"));

    Record<byte[], byte[]> out = pass(null, "{\"email\":\"a@example.com\"}", headers, 5).get(0);

    assertThat(RoutedRecord.read(out.value()).original().key()).isNull();
  }

  @Test
  void shouldTakeTheLargestChangesTwiceInARowAndRefuseOneByteMore() {
    byte[] key = bytes("k");
    int room = LIMIT - size(headers()) - key.length;

    List<Record<byte[], byte[]>> largest = new ArrayList<>();
    largest.addAll(pass(key, padded(room), headers(), 1));
    largest.addAll(pass(key, padded(room), headers(), 1));
    Record<byte[], byte[]> tooLarge = pass(key, padded(room + 1), headers(), 1).get(0);

    assertThat(largest).hasSize(2).allMatch(r -> DeadLetter.read(r.headers()).isEmpty());
    DeadLetter letter = DeadLetter.read(tooLarge.headers()).orElseThrow();
    assertThat(letter.reason()).isEqualTo("change-too-large");
    assertThat(letter.advice()).contains("m1bridge.contact-sync.max-change-bytes");
    assertThat(tooLarge.value()).hasSize(room + 1);
  }

  /** A header of nothing costs nothing to send, and eight bytes in each record of ours. */
  @ParameterizedTest
  @ValueSource(strings = {"", "y"})
  void shouldWriteNoLargeRecordForManyHeaders(String name) {
    Headers many = headers();
    IntStream.range(0, 300_000).forEach(i -> many.add(name, null));

    Record<byte[], byte[]> refused = pass(bytes("k"), padded(100), many, 1).get(0);

    assertThat(DeadLetter.read(refused.headers()).orElseThrow().reason())
        .isEqualTo("change-too-large");
    assertThat(names(refused.headers())).contains(Letter.HEADERS_DROPPED);
  }

  @Test
  void shouldPutTheLargestRecordsAsideInALetterThatFits() {
    Headers headers = headers();
    for (int i = 0; i < 10; i++) {
      headers.add("big", new byte[60_000]);
    }

    Record<byte[], byte[]> out = pass(bytes("k"), padded(1_047_900), headers, 1).get(0);

    assertThat(out.value()).isNull();
    assertThat(size(out.headers())).isLessThan(RECORD_LIMIT);
    assertThat(names(out.headers()))
        .contains(Letter.VALUE_BYTES, Letter.VALUE_SHA256, Letter.HEADERS_DROPPED);
    assertThat(DeadLetter.read(out.headers()).orElseThrow().offset()).isEqualTo(42);
  }

  @Test
  void shouldPutAsideOnlyTheChangeThatMetABug() {
    List<Record<byte[], byte[]>> out = new ArrayList<>();
    out.addAll(pass(bytes("k1"), "{\"email\":\"a@x.cn\"}", headers().add(new BrokenHeader()), 1));
    out.addAll(pass(bytes("k2"), "{\"email\":\"b@x.cn\"}", headers(), 1));

    assertThat(out).hasSize(2);
    DeadLetter letter = DeadLetter.read(out.get(0).headers()).orElseThrow();
    assertThat(letter.reason()).isEqualTo("internal-error");
    assertThat(letter.advice()).contains("IllegalStateException").doesNotContain("quote");
    assertThat(DeadLetter.read(out.get(1).headers())).isEmpty();
    assertThat(meter.internalErrors()).hasSize(1);
  }

  /** Its owner needs no registry: it gets JSON. A letter has what came. */
  @Test
  void shouldRouteJsonOfAvroAndPutTheAvroAside() throws Exception {
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"C\",\"fields\":[{\"name\":\"email\",\"type\":\"string\"}]}");
    try (TestSchemaRegistry registry = new TestSchemaRegistry()) {
      IntakeProcessor avro = intake(TestSchemas.of(registry));
      byte[] value =
          AvroBytes.framed(
              registry, schema, JsonNodeFactory.instance.objectNode().put("email", "a@x.cn"));
      byte[] unknown = TestSchemaRegistry.framed(9, new byte[] {1});

      avro.process(new Record<>(bytes("k1"), value, 1, headers()));
      avro.process(new Record<>(bytes("k2"), unknown, 1, headers()));
    }

    List<Record<byte[], byte[]>> out = forwarded();
    assertThat(RoutedRecord.read(out.get(0).value()).original().value())
        .isEqualTo(bytes("{\"email\":\"a@x.cn\"}"));
    assertThat(out.get(1).value()).isEqualTo(TestSchemaRegistry.framed(9, new byte[] {1}));
    assertThat(DeadLetter.read(out.get(1).headers()).orElseThrow().reason())
        .isEqualTo("schema-unknown");
  }

  /** Retriable: Kafka Streams replaces the thread and reads the record again. */
  @Test
  void shouldDecideNothingOfAvroWithoutTheRegistry() throws Exception {
    try (TestSchemaRegistry registry = new TestSchemaRegistry()) {
      registry.failWith(503);
      IntakeProcessor avro = intake(TestSchemas.of(registry, "100ms"));
      byte[] value = TestSchemaRegistry.framed(1, new byte[] {1});

      assertThatThrownBy(() -> avro.process(new Record<>(bytes("k1"), value, 1, headers())))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("m1bridge.contact-sync.schema-registry.url");
    }
    assertThat(forwarded()).isEmpty();
    assertThat(meter.internalErrors()).isEmpty();
  }

  private IntakeProcessor intake(Clock parserClock) {
    return new IntakeProcessor(
        Sources.of(IntakeSettings.of(new AccountId("demo")), Map.of(), parserClock), clock, meter);
  }

  private IntakeProcessor intake(Schemas schemas) {
    IntakeProcessor made =
        new IntakeProcessor(
            Sources.of(IntakeSettings.of(new AccountId("demo")), Map.of(), schemas, clock),
            clock,
            meter);
    made.init(context);
    context.resetForwards();
    return made;
  }

  private List<Record<byte[], byte[]>> pass(
      byte @Nullable [] key, String value, Headers headers, long timestamp) {
    context.resetForwards();
    intake.process(new Record<>(key, bytes(value), timestamp, headers));
    return forwarded();
  }

  private List<Record<byte[], byte[]>> forwarded() {
    List<Record<byte[], byte[]>> out = new ArrayList<>();
    for (MockProcessorContext.CapturedForward<? extends byte[], ? extends byte[]> forward :
        context.forwarded()) {
      Record<? extends byte[], ? extends byte[]> record = forward.record();
      out.add(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
    }
    return out;
  }

  private static String padded(int bytes) {
    String start = "{\"email\":\"a@example.com\",\"photo\":\"";
    return start + "x".repeat(bytes - start.length() - 2) + "\"}";
  }

  private static Headers headers() {
    return new RecordHeaders()
        .add("ce_specversion", bytes("1.0"))
        .add("ce_id", bytes("e1"))
        .add("ce_source", bytes("/crm"))
        .add("ce_type", bytes("crm.contact.upserted.v1"));
  }

  private static int size(Headers headers) {
    int size = 0;
    for (Header header : headers) {
      size += 8 + header.key().length() + header.value().length;
    }
    return size;
  }

  private static List<String> names(Headers headers) {
    List<String> names = new ArrayList<>();
    headers.forEach(header -> names.add(header.key()));
    return names;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Stands for any bug in the reading of a header: the first look at it fails. */
  private static final class BrokenHeader implements Header {
    private boolean broken = true;

    @Override
    public String key() {
      return "ce_broken";
    }

    @Override
    public byte[] value() {
      if (broken) {
        broken = false;
        throw new IllegalStateException("what stands here may quote the change");
      }
      return new byte[0];
    }
  }
}
