package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.kafka.deadletter.DeadLetter;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads changes as they come: a valid one goes on to the owner of its account, anything else aside.
 */
final class IntakeProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  /** Names of the two ways out. */
  static final String VALID = "route-changes";

  static final String INVALID = "put-aside";

  private final ChangeParser parser;
  private final Clock clock;
  private final TaskMeter meter;

  IntakeProcessor(ChangeParser parser, Clock clock, TaskMeter meter) {
    this.parser = parser;
    this.clock = clock;
    this.meter = meter;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata read = context().recordMetadata().orElseThrow();
    Parsed parsed = parser.parse(record.key(), record.value(), record.headers());
    if (parsed instanceof Parsed.Valid valid) {
      context()
          .forward(
              RoutedRecord.route(record, valid.change().contact(), read, clock.instant()), VALID);
    } else if (parsed instanceof Parsed.Invalid invalid) {
      meter.deadLetter(invalid.problem().code());
      context().forward(record.withHeaders(headers(record, read, invalid.problem())), INVALID);
    }
  }

  private static Headers headers(
      Record<byte[], byte[]> record, RecordMetadata read, Problem problem) {
    return new DeadLetter(
            read.topic(),
            read.partition(),
            read.offset(),
            Instant.ofEpochMilli(record.timestamp()),
            problem.code(),
            problem.advice())
        .over(record.headers());
  }
}
