package io.m1bridge.contactsync.web;

import io.m1bridge.kafka.streams.StreamsLifecycle;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/** Whether the tasks run, for people: a queue that nobody works on looks like an empty one. */
final class TaskHealth {

  private TaskHealth() {}

  /** Why they do not; empty if they do. */
  static Optional<String> problem(StreamsLifecycle lifecycle) {
    return lifecycle
        .streams()
        .map(KafkaStreams::state)
        .map(TaskHealth::problem)
        .orElseGet(
            () ->
                Optional.of(
                    "Nothing is synced: the service waits for Kafka and its topics; see the log"));
  }

  private static Optional<String> problem(KafkaStreams.State state) {
    return switch (state) {
      case RUNNING -> Optional.empty();
      case CREATED, REBALANCING ->
          Optional.of(
              "Nothing is synced: the tasks are being assigned or restored (" + state + ")");
      case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
          Optional.of("Nothing is synced: the tasks have stopped (" + state + "); see the log");
    };
  }
}
