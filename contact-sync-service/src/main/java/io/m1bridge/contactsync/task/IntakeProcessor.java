package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.avro.SchemaPending;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Ending.Cause;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.source.Incoming;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changes to the owner of their contact's account, who reads them whole. What names no
 * contact is put aside.
 */
final class IntakeProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(IntakeProcessor.class);

  /** Names of the two ways out. */
  static final String VALID = "route-changes";

  static final String INVALID = "put-aside";

  private final Sources sources;
  private final Clock clock;
  private final TaskMeter meter;

  IntakeProcessor(Sources sources, Clock clock, TaskMeter meter) {
    this.sources = sources;
    this.clock = clock;
    this.meter = meter;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata read = context().recordMetadata().orElseThrow();
    Incoming incoming = incoming(record, read);
    Incoming left = incoming.left();
    if (left != null) {
      Headers headers = RoutedRecord.left(record.headers());
      pass(record.withKey(left.key()).withValue(left.value()).withHeaders(headers), read, left);
    }
    pass(record, read, incoming);
  }

  /** On to the contact's owner, or aside. */
  private void pass(Record<byte[], byte[]> record, RecordMetadata read, Incoming incoming) {
    Parsed<ContactKey> contact = incoming.contact();
    if (contact instanceof Parsed.Valid<ContactKey> valid) {
      Record<byte[], byte[]> plain = record.withKey(incoming.key()).withValue(incoming.value());
      context().forward(RoutedRecord.route(plain, valid.value(), read, clock.instant()), VALID);
    } else if (contact instanceof Parsed.Invalid<ContactKey> invalid) {
      meter.deadLetter(invalid.problem().code());
      context().forward(aside(record, read, invalid.problem()), INVALID);
    } else if (contact instanceof Parsed.PassedOver<ContactKey> over) {
      meter.passedOver(over.why());
    }
  }

  /** A bug costs the change that met it, not the task; its message may quote the change. */
  private Incoming incoming(Record<byte[], byte[]> record, RecordMetadata read) {
    try {
      return sources.incoming(read.topic(), record.key(), record.value(), record.headers());
    } catch (SchemaPending e) {
      throw e;
    } catch (RuntimeException e) {
      String error = e.getClass().getName();
      LogLine.error(LOG)
          .with(LogKey.TOPIC, read.topic())
          .with(LogKey.PARTITION, read.partition())
          .with(LogKey.OFFSET, read.offset())
          .with(LogKey.FAILURE, error)
          .say("A change is put aside for a bug");
      meter.internalError(error);
      Cause cause = Rejection.internalError(error).cause();
      return new Incoming(
          record.key(),
          record.value(),
          new Parsed.Invalid<>(new Problem(cause.code(), cause.advice())));
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
