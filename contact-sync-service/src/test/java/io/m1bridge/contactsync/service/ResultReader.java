package io.m1bridge.contactsync.service;

import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.contracts.Topics;
import io.m1bridge.guarantee.OneTerminalResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads results and dead letters as a subscriber would: read_committed. */
final class ResultReader implements AutoCloseable {

  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, Outcome> ends = new HashMap<>();
  private final OneTerminalResult promise = new OneTerminalResult();

  ResultReader(Map<String, Object> connection) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put("group.id", "reader");
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    config.put("metadata.max.age.ms", "1000");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.SYNC_RESULTS.name(), Topics.DEAD_LETTERS.name()));
  }

  /** How each change ended, as far as known now. */
  Map<String, Outcome> ends() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      if (record.topic().equals(Topics.DEAD_LETTERS.name())) {
        promise.deadLetter(record.headers());
      } else {
        take(record.value());
      }
    }
    return ends;
  }

  private void take(byte[] value) {
    try {
      SyncResult result = ContractJson.mapper().readValue(value, SyncResult.class);
      promise.result(result.source(), result.outcome());
      if (result.outcome().terminal()) {
        ends.put(result.eventId(), result.outcome());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who has to be told of every change, and tells how they ended, as far as known now. */
  OneTerminalResult promise() {
    ends();
    return promise;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
