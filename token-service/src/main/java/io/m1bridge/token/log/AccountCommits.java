package io.m1bridge.token.log;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what is decided about an account: its state and what the world is told, in one
 * transaction of its partition's producer. One decision at a time per partition.
 */
final class AccountCommits {

  private static final Logger LOG = LoggerFactory.getLogger(AccountCommits.class);
  private static final int READ_TO_END_SECONDS = 10;

  private final LogPlace place;
  private final AccountCodec codec;
  private final Clock clock;
  private final StateView view;
  private final ViewReader reader;
  private final BooleanSupplier member;
  private final EventRecords records = new EventRecords();

  /**
   * @param member whether the group has heard of this replica lately
   */
  AccountCommits(
      LogPlace place,
      AccountCodec codec,
      Clock clock,
      StateView view,
      ViewReader reader,
      BooleanSupplier member) {
    this.place = place;
    this.codec = codec;
    this.clock = clock;
    this.view = view;
    this.reader = reader;
    this.member = member;
  }

  /** Decides by what stands at the end of the log; makes the partition's producer if need be. */
  <R> R decide(
      OwnedPartition partition, AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner, LogUnavailable {
    synchronized (partition) {
      try {
        return decide(partition, writer(partition), id, decision);
      } catch (ProducerExpired e) {
        LogLine.info(LOG)
            .with(LogKey.PARTITION, partition.number())
            .with(LogKey.REASON, e.getMessage())
            .say("A new producer is made");
        return decide(partition, writer(partition), id, decision);
      }
    }
  }

  /** The same for a partition that was given up: only by the producer that it still has. */
  <R> R finish(
      OwnedPartition partition, AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner, LogUnavailable {
    synchronized (partition) {
      PartitionWriter writer = partition.writer();
      if (writer == null) {
        throw new NotOwner("Account " + id + " has moved");
      }
      return decide(partition, writer, id, decision);
    }
  }

  private <R> R decide(
      OwnedPartition partition,
      PartitionWriter writer,
      AccountId id,
      Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner, LogUnavailable {
    Optional<Account> current = view.account(id);
    Decision<R> decided = decision.apply(current);
    Change change = decided.change();
    if (!(change instanceof Change.Keep)) {
      commit(partition, writer, id, change.after(current).orElse(null), told(id, change));
    }
    return decided.result();
  }

  /** What the world is told about a change. */
  private List<ProducerRecord<String, byte[]>> told(AccountId id, Change change) {
    if (change instanceof Change.Put put) {
      return told(id, put.account().descriptor(clock.instant()), put.events());
    }
    return change instanceof Change.Remove remove ? told(id, null, remove.events()) : List.of();
  }

  private List<ProducerRecord<String, byte[]>> told(
      AccountId id, @Nullable AccountDescriptor descriptor, List<AccountEvent> events) {
    List<ProducerRecord<String, byte[]>> told = new ArrayList<>();
    told.add(records.descriptor(place.accountsTopic(), id, descriptor));
    events.forEach(event -> told.add(records.event(place.eventsTopic(), event)));
    return told;
  }

  private void commit(
      OwnedPartition partition,
      PartitionWriter writer,
      AccountId id,
      @Nullable Account next,
      List<ProducerRecord<String, byte[]>> told)
      throws NotOwner, LogUnavailable {
    try {
      byte @Nullable [] state = next == null ? null : codec.encode(next);
      long offset = writer.commit(id, state, told);
      view.applyOwn(offset, id, next, state);
    } catch (NotOwner | LogUnavailable e) {
      // The next attempt makes a new producer and reads to the end: then it is known what stands.
      partition.dropWriter();
      throw e;
    }
  }

  private PartitionWriter writer(OwnedPartition partition) throws NotOwner, LogUnavailable {
    PartitionWriter known = partition.writer();
    if (partition.isLost()) {
      partition.dropWriter();
      throw new NotOwner("Partition " + partition.number() + " has moved");
    }
    if (known != null) {
      return known;
    }
    if (!member.getAsBoolean()) {
      // A replica that was cut off must not fence the new owner.
      throw new NotOwner("The group has not heard of this replica for too long");
    }
    PartitionWriter fresh = new PartitionWriter(place, partition.number());
    partition.writer(fresh);
    try {
      readToEnd(List.of(partition.number()));
    } catch (LogUnavailable e) {
      partition.dropWriter();
      throw e;
    }
    return fresh;
  }

  private void readToEnd(List<Integer> partitions) throws LogUnavailable {
    try {
      reader.readToEnd(partitions).get(READ_TO_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("Interrupted while reading the log to its end", e);
    } catch (ExecutionException | CompletionException | TimeoutException e) {
      throw new LogUnavailable("The log could not be read to its end", e);
    }
  }
}
