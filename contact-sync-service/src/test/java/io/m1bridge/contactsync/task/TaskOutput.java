package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.result.Beat;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.guarantee.OneTerminalResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a task sent. */
final class TaskOutput {

  private final LongAccumulator largest;
  private final List<String> intents = new ArrayList<>();
  private final List<SyncResult> results = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final OneTerminalResult promise = new OneTerminalResult();
  private final UndeliveredTopic undelivered = new UndeliveredTopic();
  private final Map<Outbound.To, Integer> beats = new EnumMap<>(Outbound.To.class);
  private int looked;

  /**
   * @param largest is told the bytes of each record
   */
  TaskOutput(LongAccumulator largest) {
    this.largest = largest;
  }

  void sent(Record<byte[], Outbound> record) {
    byte @Nullable [] value = record.value().value();
    byte @Nullable [] key = record.key();
    if (key != null && new String(key, StandardCharsets.UTF_8).startsWith(Beat.KEY)) {
      beats.merge(record.value().to(), 1, Integer::sum);
      return;
    }
    largest.accumulate(value == null ? 0 : value.length);
    switch (record.value().to()) {
      case INTENTS -> intents.add(new String(value, StandardCharsets.UTF_8));
      case DEAD_LETTERS -> {
        promise.deadLetter(record.headers());
        reasons.add(
            new String(
                record.headers().lastHeader("m1bridge.dlq.reason").value(),
                StandardCharsets.UTF_8));
      }
      case RESULTS -> {
        SyncResult result = result(value);
        promise.result(result.source(), result.outcome());
        results.add(result);
      }
      case UNDELIVERED -> undelivered.take(record.key(), value);
      case ROUTED -> throw new AssertionError("Nothing but beats is routed by a task");
    }
  }

  private static SyncResult result(byte[] value) {
    try {
      return ContractJson.mapper().readValue(value, SyncResult.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Intents that are not committed yet; from here on they count as committed, or as lost. */
  List<String> takeIntents() {
    List<String> taken = List.copyOf(intents);
    intents.clear();
    return taken;
  }

  /** Who has to be told of every change, and tells how they ended. */
  OneTerminalResult promise() {
    return promise;
  }

  /** Records that say nothing, by topic. */
  Map<Outbound.To, Integer> beats() {
    return Map.copyOf(beats);
  }

  /** All results so far. */
  List<SyncResult> results() {
    return List.copyOf(results);
  }

  /** Results since the last look. */
  List<SyncResult> news() {
    List<SyncResult> news = List.copyOf(results.subList(looked, results.size()));
    looked = results.size();
    return news;
  }

  /** What a reader of the topic of undelivered contacts knows. */
  UndeliveredTopic undelivered() {
    return undelivered;
  }

  /** Reasons of all dead letters. */
  List<String> reasons() {
    return List.copyOf(reasons);
  }
}
