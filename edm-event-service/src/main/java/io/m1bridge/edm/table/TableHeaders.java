package io.m1bridge.edm.table;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.kafka.event.CloudEventRecords;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** The CloudEvents attributes of the tables' records. */
final class TableHeaders {

  private TableHeaders() {}

  /**
   * Of a record that follows from the one that is processed. The id is made of its place, so that
   * no two are the same.
   *
   * @param timestamp of the record, epoch ms
   */
  static Headers of(ProcessingContext context, String account, String type, long timestamp) {
    return headers(account, type, timestamp, place(context));
  }

  /**
   * Of one of several records that follow from the one that is processed.
   *
   * @param ordinal its number among them
   */
  static Headers of(
      ProcessingContext context, String account, String type, long timestamp, int ordinal) {
    return headers(account, type, timestamp, place(context) + "-" + ordinal);
  }

  private static String place(ProcessingContext context) {
    return context
        .recordMetadata()
        .map(at -> at.topic() + "-" + at.partition() + "-" + at.offset())
        .orElse("none");
  }

  private static Headers headers(String account, String type, long timestamp, String place) {
    return CloudEventRecords.headers(
        CloudEventBuilder.v1()
            .withId(type + "@" + place)
            .withSource(URI.create("/m1/" + account))
            .withType(type)
            .withDataContentType("application/json")
            .withTime(Instant.ofEpochMilli(timestamp).atOffset(ZoneOffset.UTC))
            .build());
  }
}
