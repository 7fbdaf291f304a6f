package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.guarantee.OneTerminalResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What the CRM sends, as the intake routes it to a task: one partition, an offset for each. */
final class ChangeFeed {

  private final Clock clock;
  private final OneTerminalResult promise;
  private final List<ReplayedLetter> routed = new ArrayList<>();
  private String topic = TaskHarness.TOPICS.changes();
  private long next;

  /**
   * @param promise is told of each change
   */
  ChangeFeed(Clock clock, OneTerminalResult promise) {
    this.clock = clock;
    this.promise = promise;
  }

  /** The topic was made anew, or another one is read: so it is called, and counts from there. */
  void from(String newTopic, long offset) {
    topic = newTopic;
    next = offset;
  }

  /** Id of the next event. */
  String nextId() {
    return "e" + routed.size();
  }

  /** The next event, in our own form. */
  Record<byte[], byte[]> event(String key, String type, @Nullable String json) {
    return event(key, type, json, clock.millis());
  }

  /** The same with a stamp of its own, as Kafka Streams hands it over: not below zero. */
  Record<byte[], byte[]> event(String key, String type, @Nullable String json, long timestamp) {
    RecordHeaders headers = new RecordHeaders();
    Map.of(
            "ce_id",
            nextId(),
            "ce_type",
            type,
            "ce_source",
            "/crm",
            "ce_specversion",
            "1.0",
            "ce_subject",
            key)
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    return new Record<>(key.getBytes(StandardCharsets.UTF_8), value, timestamp, headers);
  }

  /** Routes a record. Events of our own form have to be routed in the order of their ids. */
  ReplayedLetter route(Record<byte[], byte[]> record, ContactKey contact) {
    promise.produced(new Coordinates(topic, 0, next), true);
    return letter(record, contact, null);
  }

  /** Intake could not tell whose it is, and put it aside: no task is given it. */
  void putAside(Record<byte[], byte[]> record, ContactKey contact) {
    letter(record, contact, clock.instant());
  }

  private ReplayedLetter letter(
      Record<byte[], byte[]> record, ContactKey contact, @Nullable Instant putAside) {
    Record<byte[], byte[]> sent =
        RoutedRecord.route(record, contact, new Read(topic, next++), clock.instant());
    ReplayedLetter letter = new ReplayedLetter(contact, RoutedRecord.read(sent.value()), putAside);
    routed.add(letter);
    return letter;
  }

  /** What was routed, by its event's id. */
  ReplayedLetter letter(String event) {
    return routed.get(Integer.parseInt(event.substring(1)));
  }

  private record Read(String topic, long offset) implements RecordMetadata {
    @Override
    public int partition() {
      return 0;
    }
  }
}
