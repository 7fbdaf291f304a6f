package io.m1bridge.contactsync.result;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contactsync.contact.Traceparent;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.trace.ChangeTraces;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import io.m1bridge.kafka.event.CloudEventRecords;
import io.m1bridge.kafka.serde.JsonSerde;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Says how changes ended: results and dead letters, as records of the task's transaction. */
public final class ResultPublisher {

  private static final URI SOURCE = URI.create("/m1bridge/contact-sync");
  private static final Serializer<SyncResult> RESULT = JsonSerde.of(SyncResult.class).serializer();
  private static final Serializer<Undelivered> UNDELIVERED =
      JsonSerde.of(Undelivered.class).serializer();

  private final Forward forward;
  private final Clock clock;
  private final TaskMeter meter;
  private final ChangeTraces traces;

  /** Where records go. */
  @FunctionalInterface
  public interface Forward {
    void forward(Record<byte[], Outbound> record);
  }

  public ResultPublisher(Forward forward, Clock clock, TaskMeter meter, ChangeTraces traces) {
    this.forward = forward;
    this.clock = clock;
    this.meter = meter;
    this.traces = traces;
  }

  /**
   * Publishes how a change ended, or a status event.
   *
   * @param original the change as it came, for a dead letter
   */
  public void publish(ContactKey key, Ending ending, Optional<Original> original) {
    result(key, ending);
    Ending.Cause cause = ending.deadLetter();
    if (cause != null) {
      OpenChange change = ending.change();
      Original kept = original.orElseGet(Original::unknown);
      Instant timestamp = kept.timestamp();
      deadLetter(change.source(), timestamp == null ? change.receivedAt() : timestamp, kept, cause);
    }
  }

  private void result(ContactKey key, Ending ending) {
    OpenChange change = ending.change();
    OpenChange.LastCall last = ending.outcome() == Outcome.APPLIED ? change.last() : null;
    Instant now = clock.instant();
    SyncResult result =
        new SyncResult(
            key.account().value(),
            key.key(),
            change.eventId(),
            change.source(),
            last == null ? Operation.NONE : last.operation(),
            ending.outcome(),
            ending.foldedInto(),
            ending.m1Code(),
            ending.reason(),
            change.attempts(),
            last == null ? null : last.callId(),
            last == null ? 0 : last.rows(),
            change.receivedAt(),
            now);
    meter.result(ending.outcome(), change.receivedAt(), now);
    forward.forward(
        new Record<>(
            key.key().getBytes(StandardCharsets.UTF_8),
            new Outbound(Outbound.To.RESULTS, RESULT.serialize("results", result)),
            now.toEpochMilli(),
            headers(change, result)));
  }

  private Headers headers(OpenChange change, SyncResult result) {
    SyncResult.Coordinates source = change.source();
    Outcome outcome = result.outcome();
    String record = source.topic() + "-" + source.partition() + "-" + source.offset();
    String id = record + (change.leaves() ? "-left-" : "-") + outcome;
    Headers headers = headers(SyncResult.TYPE, id, result.settledAt());
    String traceparent = change.traceparent();
    if (traceparent != null && outcome.terminal()) {
      headers.add(
          Traceparent.HEADER,
          traces.ended(change, traceparent, result).getBytes(StandardCharsets.US_ASCII));
    }
    return headers;
  }

  private static Headers headers(String type, String id, Instant now) {
    return CloudEventRecords.headers(
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(SOURCE)
            .withType(type)
            .withTime(now.atOffset(ZoneOffset.UTC))
            .withDataContentType("application/json")
            .build());
  }

  /**
   * A change as it came, and why it cannot be carried out.
   *
   * @param timestamp of the record that it came as
   */
  public void deadLetter(
      SyncResult.Coordinates source, Instant timestamp, Original original, Ending.Cause cause) {
    Letter letter =
        new DeadLetter(
                source.topic(),
                source.partition(),
                source.offset(),
                timestamp,
                cause.code(),
                cause.advice())
            .letter(original.key(), original.value(), original.recordHeaders());
    meter.deadLetter(cause.code());
    forward.forward(
        new Record<>(
            letter.key(),
            new Outbound(Outbound.To.DEAD_LETTERS, letter.value()),
            clock.millis(),
            letter.headers()));
  }

  /**
   * What keeps a contact from M1.
   *
   * @param value null where nothing does any more
   */
  public void undelivered(ContactKey key, @Nullable Undelivered value) {
    Instant now = clock.instant();
    forward.forward(
        new Record<>(
            key.stored().getBytes(StandardCharsets.UTF_8),
            new Outbound(
                Outbound.To.UNDELIVERED,
                value == null ? null : UNDELIVERED.serialize("undelivered", value)),
            now.toEpochMilli(),
            value == null
                ? new RecordHeaders()
                : headers(Undelivered.TYPE, UUID.randomUUID().toString(), now)));
  }

  /** An empty record for a partition of a topic: {@link Beat} says what for. */
  public void beat(Outbound beat, int partition) {
    forward.forward(new Record<>(Beat.key(partition), beat, clock.millis()));
  }

  /** An intent's id, so that the task learns when it is committed. */
  public void intent(Intent intent) {
    forward.forward(
        new Record<>(
            intent.account().value().getBytes(StandardCharsets.UTF_8),
            new Outbound(Outbound.To.INTENTS, intent.callId().getBytes(StandardCharsets.UTF_8)),
            clock.millis()));
  }
}
