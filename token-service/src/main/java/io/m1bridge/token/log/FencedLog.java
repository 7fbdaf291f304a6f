package io.m1bridge.token.log;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts, as a compacted topic in which every partition has one owner. Reading works at every
 * replica; {@link #decide} only at the owner, and commits the state and its events in one
 * transaction. A producer exists only for partitions that were written to or have accounts.
 *
 * <p>Why: {@code docs/rationale.md#the-fence-decides-not-the-group}.
 */
public final class FencedLog implements AccountLog, AutoCloseable, Membership.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(FencedLog.class);

  private final LogPlace place;
  private final Clock clock;
  private final StateView view;
  private final ViewReader reader;
  private final Membership membership;
  private final ConcurrentMap<Integer, OwnedPartition> owned = new ConcurrentHashMap<>();
  private final FormerPartitions former;
  private final OwnerNotices notices;
  private final AccountCommits commits;
  private final Thread readerThread;
  private final Thread membershipThread;
  private final Consumer<List<Integer>> onLost;
  private volatile boolean started;
  private volatile boolean joined;

  /**
   * @param onLost told the numbers of partitions that are no longer owned, at once
   */
  public FencedLog(
      LogPlace place,
      AccountCodec codec,
      Clock clock,
      LongSupplier nanoTime,
      Consumer<List<Integer>> onLost) {
    this.place = place;
    this.clock = clock;
    this.onLost = onLost;
    this.view = new StateView(codec, place.partitions());
    this.reader = new ViewReader(place, view, nanoTime);
    this.notices = new OwnerNotices(place, view, nanoTime);
    this.former = new FormerPartitions(this::isOwnedElsewhere);
    this.membership = new Membership(place, this, nanoTime);
    this.commits = new AccountCommits(place, codec, clock, view, reader, membership::isFresh);
    this.readerThread = new Thread(reader, "token-log-view");
    this.membershipThread = new Thread(membership, "token-log-membership");
  }

  /** Begins to read and joins the group. The topics must be there. */
  public void start() {
    readerThread.setDaemon(true);
    membershipThread.setDaemon(true);
    readerThread.start();
    membershipThread.start();
    started = true;
  }

  public StateView view() {
    return view;
  }

  @Override
  public List<Account> accounts() {
    return view.accounts();
  }

  @Override
  public Optional<Account> account(AccountId id) {
    return view.account(id);
  }

  @Override
  public Optional<String> damage(AccountId id) {
    return view.damage(id);
  }

  /** Whether everything that stood in the log at start is in the view. */
  public boolean isLoaded() {
    return reader.isLoaded();
  }

  /** Whether the group has this replica as a member, by its heartbeats. */
  public boolean isMember() {
    return membership.isFresh();
  }

  /**
   * Whether the group has ever given this replica its share, empty or not, and the share was read
   * to its end. Ready between the two, a replica that is alone would refuse everything: "moving".
   */
  public boolean hasJoined() {
    return joined;
  }

  /**
   * Whether the threads that read and hold membership live and turn; true before {@link #start}.
   */
  public boolean isAlive() {
    return !started
        || (readerThread.isAlive()
            && membershipThread.isAlive()
            && reader.isTurning()
            && membership.isTurning());
  }

  /** How many partitions this replica owns. */
  public int ownedPartitions() {
    return (int) owned.values().stream().filter(OwnedPartition::isReady).count();
  }

  /** Whether this replica owns the account's partition and has read it to the end. */
  public boolean owns(AccountId id) {
    OwnedPartition partition = owned.get(view.partition(id));
    return partition != null && partition.isReady();
  }

  /** Since when this replica owns the account; empty if it does not. */
  public Optional<Instant> ownedSince(AccountId id) {
    OwnedPartition partition = owned.get(view.partition(id));
    return partition == null || partition.isLost()
        ? Optional.empty()
        : Optional.ofNullable(partition.readySince());
  }

  @Override
  public boolean mayGrant(AccountId id) {
    return ownership(id).isPresent();
  }

  /** This replica's ownership of the account, if it holds now. */
  public Optional<Ownership> ownership(AccountId id) {
    return ownership(view.partition(id));
  }

  /** This replica's ownership of the partition, if it holds now. */
  public Optional<Ownership> ownership(int partition) {
    return Optional.<Ownership>ofNullable(owned.get(partition)).filter(Ownership::holds);
  }

  /** Where the owner is, if it is another replica. */
  public Optional<URI> ownerElsewhere(AccountId id) {
    return ownerElsewhere(view.partition(id));
  }

  /** Where the owner of the partition is, if it is another replica. */
  public Optional<URI> ownerElsewhere(int partition) {
    return view.owner(partition)
        .filter(owner -> !owner.instance().equals(place.instance()))
        .map(PartitionOwner::address);
  }

  private boolean isOwnedElsewhere(int partition) {
    return ownerElsewhere(partition).isPresent();
  }

  @Override
  public <R> R decide(AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner, LogUnavailable {
    OwnedPartition partition = owned.get(view.partition(id));
    if (partition == null || !partition.isReady()) {
      throw new NotOwner("Account " + id + " is owned by another replica, or is moving");
    }
    return commits.decide(partition, id, decision);
  }

  @Override
  public <R> R finish(AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner, LogUnavailable {
    Optional<OwnedPartition> left = former.find(view.partition(id));
    if (left.isEmpty()) {
      return decide(id, decision);
    }
    return commits.finish(left.get(), id, decision);
  }

  @Override
  public void assigned(List<Integer> partitions) {
    if (partitions.isEmpty()) {
      joined = joined || owned.isEmpty();
      return;
    }
    LogLine.info(LOG).with(LogKey.PARTITIONS, partitions).say("Owner of more partitions");
    List<OwnedPartition> fresh =
        partitions.stream().map(p -> new OwnedPartition(p, membership::isFresh)).toList();
    fresh.forEach(partition -> owned.put(partition.number(), partition));
    former.forget(partitions);
    notices.announce(partitions);
    reader
        .readToEnd(partitions)
        .thenRun(
            () -> {
              fresh.forEach(partition -> partition.ready(clock.instant()));
              joined = true;
            });
  }

  /**
   * Writes a record that says nothing to every partition owned here. Kafka closes a segment only
   * when a record comes, and compacts only closed ones: without this the secrets of an erased
   * account would stay in a quiet partition for ever. Harmless where it is no longer the owner's.
   */
  public void rollSegments() {
    notices.rollSegments(owned.keySet());
  }

  @Override
  public void revoked(List<Integer> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    LogLine.info(LOG).with(LogKey.PARTITIONS, partitions).say("Owner of fewer partitions");
    for (int p : partitions) {
      OwnedPartition partition = owned.remove(p);
      if (partition != null) {
        partition.lose();
        former.add(partition);
      }
    }
    onLost.accept(partitions);
  }

  @Override
  public void polled() {
    former.sweep();
    if (membership.isFresh()) {
      notices.correct(
          owned.values().stream()
              .filter(OwnedPartition::isReady)
              .map(OwnedPartition::number)
              .toList());
    }
  }

  /**
   * Leaves the group, so that others take over within a second. Reading goes on, and so does {@link
   * #finish}.
   */
  public void leave() {
    membership.stop();
    join(membershipThread);
  }

  /** Ends everything; leaves the group if that was not done before. */
  @Override
  public void close() {
    leave();
    reader.stop();
    join(readerThread);
    owned.values().forEach(OwnedPartition::lose);
    former.close();
    notices.close();
  }

  private static void join(Thread thread) {
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
