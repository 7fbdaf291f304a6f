package io.m1bridge.owner.web;

import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.ui.problem.ProblemException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the tasks of this process, for questions. */
public final class Stores {

  private final Supplier<Optional<KafkaStreams>> streams;

  /**
   * @param lifecycle the application whose stores they are
   */
  public Stores(StreamsLifecycle lifecycle) {
    this(lifecycle::streams);
  }

  Stores(Supplier<Optional<KafkaStreams>> streams) {
    this.streams = streams;
  }

  /**
   * Asks a store.
   *
   * @throws ProblemException 503 while it is moved or restored, and where Kafka Streams has ended
   */
  public <K, V, T> T ask(String name, Function<ReadOnlyKeyValueStore<K, V>, T> question) {
    return ask(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<K, V>keyValueStore()),
        question);
  }

  /**
   * Asks the store of one partition.
   *
   * @throws ProblemException 503 while it is moved or restored, where it is not of this process,
   *     and where Kafka Streams has ended
   */
  public <V, T> T ask(
      String name, int partition, Function<ReadOnlyKeyValueStore<String, V>, T> question) {
    return ask(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore())
            .withPartition(partition),
        question);
  }

  private <S, T> T ask(StoreQueryParameters<S> store, Function<S, T> question) {
    try {
      return question.apply(open(store));
    } catch (InvalidStateStoreException e) {
      throw Replicas.moving();
    }
  }

  private <S> S open(StoreQueryParameters<S> store) {
    KafkaStreams running = streams.get().orElseThrow(Replicas::moving);
    try {
      return running.store(store);
    } catch (IllegalStateException e) {
      // Kafka Streams has ended: another replica takes the stores over, or this one begins anew.
      throw Replicas.moving();
    }
  }
}
