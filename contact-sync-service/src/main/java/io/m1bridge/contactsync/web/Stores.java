package io.m1bridge.contactsync.web;

import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the tasks of this process, for questions. */
@Singleton
class Stores {

  private final StreamsLifecycle lifecycle;

  Stores(StreamsLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /**
   * Asks a store.
   *
   * @throws ProblemException 503 while it is moved or restored
   */
  <V, T> T ask(String name, Function<ReadOnlyKeyValueStore<String, V>, T> question) {
    try {
      KafkaStreams streams = lifecycle.streams().orElseThrow(Stores::moving);
      return question.apply(
          streams.store(
              StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore())));
    } catch (InvalidStateStoreException e) {
      throw moving();
    }
  }

  /**
   * Asks the store of one partition.
   *
   * @throws ProblemException 503 while it is moved or restored, or where it is not of this process
   */
  <V, T> T ask(String name, int partition, Function<ReadOnlyKeyValueStore<String, V>, T> question) {
    try {
      KafkaStreams streams = lifecycle.streams().orElseThrow(Stores::moving);
      return question.apply(
          streams.store(
              StoreQueryParameters.fromNameAndType(
                      name, QueryableStoreTypes.<String, V>keyValueStore())
                  .withPartition(partition)));
    } catch (InvalidStateStoreException e) {
      throw moving();
    }
  }

  static ProblemException moving() {
    return Problem.of(503, "stores-moving", "The stores are being moved or restored")
        .withAdvice("Ask again in a few seconds")
        .toException();
  }
}
