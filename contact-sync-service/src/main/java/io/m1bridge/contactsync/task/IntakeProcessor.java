package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
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
  private final Consumer<String> deadLetters;

  /**
   * @param deadLetters is told the reason of each, for metrics
   */
  IntakeProcessor(ChangeParser parser, Clock clock, Consumer<String> deadLetters) {
    this.parser = parser;
    this.clock = clock;
    this.deadLetters = deadLetters;
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
      deadLetters.accept(invalid.problem().code());
      context().forward(aside(record, read, invalid.problem()), INVALID);
    }
  }

  /** With our clock as its time: an old stamp would let retention take the letter at once. */
  private Record<byte[], byte[]> aside(
      Record<byte[], byte[]> record, RecordMetadata read, Problem problem) {
    Letter letter =
        new DeadLetter(
                read.topic(),
                read.partition(),
                read.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                problem.code(),
                problem.advice())
            .letter(record.key(), record.value(), record.headers());
    return new Record<>(letter.key(), letter.value(), clock.millis(), letter.headers());
  }
}
