package io.m1bridge.local;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.local.crm.Change;
import io.m1bridge.local.crm.ChangeProducer;
import io.m1bridge.local.crm.Crm;
import io.m1bridge.local.crm.HostileChange;
import io.m1bridge.local.crm.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Sends changes in order, keeps the truth up to date and notes which change stands where. Used by
 * one thread.
 */
final class Feed implements AutoCloseable {
  private static final int MOST_UNDER_WAY = 20_000;

  private final ChangeProducer producer;
  private final Crm crm;
  private final OneTerminalResult ledger;
  private final Clock clock;
  private final Duration age;
  private final Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
  private long unjudged;

  /**
   * @param age how long ago the stamps of changes say that they were made; zero: now
   */
  Feed(ChangeProducer producer, Crm crm, OneTerminalResult ledger, Clock clock, Duration age) {
    this.producer = producer;
    this.crm = crm;
    this.ledger = ledger;
    this.clock = clock;
    this.age = age;
  }

  /** Sends one change; it may still be under way when this returns. */
  void send(Change change) {
    boolean valid = crm.apply(change) == null;
    send(stamped(change.toRecord()), position -> ledger.produced(position, valid));
  }

  private SourceRecord stamped(SourceRecord record) {
    return age.isZero()
        ? record
        : new SourceRecord(
            record.key(),
            record.headers(),
            record.value(),
            OptionalLong.of(clock.instant().minus(age).toEpochMilli()));
  }

  /** Sends one record of a hostile history; it may still be under way when this returns. */
  void send(HostileChange change) {
    String reason = crm.apply(change);
    send(
        change.record(),
        position -> {
          if (reason == null) {
            ledger.produced(position, true);
          } else {
            ledger.producedInvalid(position, reason);
          }
        });
  }

  /** Sends one record of which only the service can tell what it is. */
  void send(SourceRecord record) {
    send(record, position -> {});
    unjudged++;
  }

  /** How many records were sent of which nothing is expected. */
  long unjudged() {
    return unjudged;
  }

  private void send(SourceRecord record, Consumer<Coordinates> note) {
    underWay.add(
        producer
            .send(record)
            .thenAccept(
                sent ->
                    note.accept(new Coordinates(sent.topic(), sent.partition(), sent.offset()))));
    while (underWay.size() > MOST_UNDER_WAY) {
      underWay.remove().join();
    }
  }

  /**
   * Waits until all that was sent is safe.
   *
   * @throws IllegalStateException if one could not be sent
   */
  void flush() {
    try {
      while (!underWay.isEmpty()) {
        underWay.remove().join();
      }
    } catch (CompletionException e) {
      throw new IllegalStateException("A change could not be sent to Kafka", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
