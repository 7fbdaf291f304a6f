package io.m1bridge.kafka.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.kafka.event.ReadEvent.Malformed;
import io.m1bridge.kafka.event.ReadEvent.NotAnEvent;
import io.m1bridge.kafka.event.ReadEvent.Valid;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CloudEventRecordsTest {

  private static final byte[] DATA =
      "{\"email\":\"a@example.org\"}".getBytes(StandardCharsets.UTF_8);

  private final CloudEvent event =
      CloudEventBuilder.v1()
          .withId("e-1")
          .withSource(URI.create("/crm"))
          .withType("crm.contact.upserted.v1")
          .withSubject("客户-7")
          .withTime(OffsetDateTime.parse("2026-01-31T10:00:00+08:00"))
          .withExtension("m1account", "demo")
          .withData("application/json", DATA)
          .build();

  @Test
  void shouldReadWhatItWrote() {
    ProducerRecord<String, byte[]> record = CloudEventRecords.write("topic", "key", event);

    assertThat(record.key()).isEqualTo("key");
    assertThat(record.value()).isEqualTo(DATA);
    assertThat(CloudEventRecords.read(record.headers(), record.value()))
        .isInstanceOfSatisfying(
            Valid.class,
            valid -> {
              CloudEvent read = valid.event();
              assertThat(read.getId()).isEqualTo("e-1");
              assertThat(read.getSubject()).isEqualTo("客户-7");
              assertThat(read.getTime()).isEqualTo(event.getTime());
              assertThat(read.getExtension("m1account")).isEqualTo("demo");
              assertThat(Objects.requireNonNull(read.getData()).toBytes()).isEqualTo(DATA);
            });
  }

  @Test
  void shouldReadTombstoneWithAttributes() {
    assertThat(CloudEventRecords.read(CloudEventRecords.headers(event), null))
        .isInstanceOfSatisfying(Valid.class, valid -> assertThat(valid.event().getData()).isNull());
  }

  @Test
  void shouldTellPlainRecordFromEvent() {
    assertThat(CloudEventRecords.read(headers(Map.of("traceparent", "00-1")), DATA))
        .isEqualTo(new NotAnEvent());
  }

  @Test
  void shouldNameMissingAttribute() {
    Headers headers = headers(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/crm"));

    assertThat(CloudEventRecords.read(headers, DATA))
        .isEqualTo(new Malformed("The header ce_type is missing or empty"));
  }

  @Test
  void shouldRefuseOtherVersionsAndStructuredMode() {
    assertThat(CloudEventRecords.read(headers(Map.of("ce_specversion", "0.3", "ce_id", "1")), DATA))
        .isEqualTo(new Malformed("The header ce_specversion must be 1.0"));
    assertThat(
            CloudEventRecords.read(
                headers(Map.of("content-type", "application/cloudevents+json")), DATA))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.reason()).contains("binary mode"));
  }

  @Test
  void shouldNotQuoteContentsOfUnreadableAttribute() {
    Headers headers = CloudEventRecords.headers(event);
    headers.remove("ce_time");
    headers.add("ce_time", "secret@example.org".getBytes(StandardCharsets.UTF_8));

    assertThat(CloudEventRecords.read(headers, DATA))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.reason()).doesNotContain("secret"));
  }

  @Property
  void shouldAnswerAnyHeadersWithValue(
      @ForAll @Size(max = 6) Map<String, byte[]> attributes,
      @ForAll byte[] time,
      @ForAll byte[] source,
      @ForAll byte[] extension) {
    Headers headers = CloudEventRecords.headers(event);
    headers.remove("ce_time").remove("ce_source");
    headers
        .add("ce_time", time)
        .add("ce_source", source)
        .add("ce_m1account", extension)
        .add("ce_nothing", null);
    attributes.forEach((name, value) -> headers.add("ce_" + name, value));

    assertThat(CloudEventRecords.read(headers, DATA)).isNotNull();
  }

  private static Headers headers(Map<String, String> values) {
    Headers headers = new RecordHeaders();
    values.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }
}
