package io.m1bridge.contactsync.result;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.event.CloudEventRecords;
import io.m1bridge.kafka.serde.JsonSerde;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Says how changes ended: results and dead letters, as records of the task's transaction. */
public final class ResultPublisher {

  private static final URI SOURCE = URI.create("/m1bridge/contact-sync");
  private static final Serializer<SyncResult> RESULT = JsonSerde.of(SyncResult.class).serializer();

  private final Forward forward;
  private final Clock clock;
  private final TaskMeter meter;

  /** Where records go. */
  @FunctionalInterface
  public interface Forward {
    void forward(Record<byte[], Outbound> record);
  }

  public ResultPublisher(Forward forward, Clock clock, TaskMeter meter) {
    this.forward = forward;
    this.clock = clock;
    this.meter = meter;
  }

  /**
   * What a result says besides its change.
   *
   * @param foldedInto event id of the later change; null if not folded
   */
  public record Ending(
      Outcome outcome,
      @Nullable String foldedInto,
      @Nullable String m1Code,
      @Nullable String reason) {

    public static Ending of(Outcome outcome) {
      return new Ending(outcome, null, null, null);
    }

    public static Ending coalesced(OpenChange into) {
      return new Ending(Outcome.COALESCED, into.eventId(), null, null);
    }
  }

  public void result(ContactKey key, OpenChange change, Ending ending) {
    OpenChange.Carrier last = ending.outcome() == Outcome.APPLIED ? change.last() : null;
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
            headers(change, ending, now)));
  }

  private static Headers headers(OpenChange change, Ending ending, Instant now) {
    SyncResult.Coordinates source = change.source();
    String id =
        source.topic() + "-" + source.partition() + "-" + source.offset() + "-" + ending.outcome();
    return CloudEventRecords.headers(
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(SOURCE)
            .withType(SyncResult.TYPE)
            .withTime(now.atOffset(ZoneOffset.UTC))
            .withDataContentType("application/json")
            .build());
  }

  /** The change as it came, and why it cannot be carried out. */
  public void deadLetter(OpenChange change, String reason, String advice) {
    Original original = change.original();
    Headers headers = new RecordHeaders();
    original.headers().forEach(header -> headers.add(header.name(), header.value()));
    SyncResult.Coordinates source = change.source();
    DeadLetter letter =
        new DeadLetter(
            source.topic(),
            source.partition(),
            source.offset(),
            change.receivedAt(),
            reason,
            advice);
    meter.deadLetter(reason);
    forward.forward(
        new Record<>(
            original.key(),
            new Outbound(Outbound.To.DEAD_LETTERS, original.value()),
            clock.millis(),
            letter.over(headers)));
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
