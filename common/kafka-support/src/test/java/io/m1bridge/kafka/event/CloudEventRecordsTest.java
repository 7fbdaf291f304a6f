package io.m1bridge.kafka.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.ProducerRecord;
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
  void shouldWriteAttributesAsHeaders() {
    ProducerRecord<String, byte[]> record = CloudEventRecords.write("topic", "key", event);

    assertThat(record.key()).isEqualTo("key");
    assertThat(record.value()).isEqualTo(DATA);
    assertThat(text(record, "ce_specversion")).isEqualTo("1.0");
    assertThat(text(record, "ce_id")).isEqualTo("e-1");
    assertThat(text(record, "ce_subject")).isEqualTo("客户-7");
    assertThat(text(record, "ce_m1account")).isEqualTo("demo");
    assertThat(CloudEventRecords.headers(event).toArray())
        .hasSize(record.headers().toArray().length);
  }

  private static String text(ProducerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
