package io.m1bridge.owner.web;

import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.ui.problem.ProblemException;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the tasks of this process, for questions. */
public final class Stores {

  private final StreamsLifecycle lifecycle;

  /**
   * @param lifecycle the application whose stores they are
   */
  public Stores(StreamsLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /**
   * Asks a store.
   *
   * @throws ProblemException 503 while it is moved or restored
   */
  public <K, V, T> T ask(String name, Function<ReadOnlyKeyValueStore<K, V>, T> question) {
    try {
      KafkaStreams streams = lifecycle.streams().orElseThrow(Replicas::moving);
      return question.apply(
          streams.store(
              StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore())));
    } catch (InvalidStateStoreException e) {
      throw Replicas.moving();
    }
  }

  /**
   * Asks the store of one partition.
   *
   * @throws ProblemException 503 while it is moved or restored, or where it is not of this process
   */
  public <V, T> T ask(
      String name, int partition, Function<ReadOnlyKeyValueStore<String, V>, T> question) {
    try {
      KafkaStreams streams = lifecycle.streams().orElseThrow(Replicas::moving);
      return question.apply(
          streams.store(
              StoreQueryParameters.fromNameAndType(
                      name, QueryableStoreTypes.<String, V>keyValueStore())
                  .withPartition(partition)));
    } catch (InvalidStateStoreException e) {
      throw Replicas.moving();
    }
  }
}
