package io.m1bridge.token.log;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntPredicate;

/**
 * Partitions that were given away while their writer may still be needed: an answer to a call that
 * was made as owner can be stored by it until the new owner's writer fences it. Once a new owner is
 * known the answer has another way, and the writer is closed.
 */
final class FormerPartitions implements AutoCloseable {

  private final ConcurrentMap<Integer, OwnedPartition> partitions = new ConcurrentHashMap<>();
  private final IntPredicate hasNewOwner;

  /**
   * @param hasNewOwner whether another replica has announced that it owns a partition
   */
  FormerPartitions(IntPredicate hasNewOwner) {
    this.hasNewOwner = hasNewOwner;
  }

  void add(OwnedPartition partition) {
    partitions.put(partition.number(), partition);
  }

  Optional<OwnedPartition> find(int number) {
    return Optional.ofNullable(partitions.get(number));
  }

  /** They are ours again: a new writer will fence the old one. */
  void forget(Collection<Integer> numbers) {
    numbers.forEach(this::remove);
  }

  void sweep() {
    partitions.keySet().stream().filter(hasNewOwner::test).forEach(this::remove);
  }

  private void remove(int number) {
    OwnedPartition partition = partitions.remove(number);
    if (partition != null) {
      // Not on the caller's thread: a commit may be under way.
      CompletableFuture.runAsync(() -> close(partition));
    }
  }

  private static void close(OwnedPartition partition) {
    synchronized (partition) {
      partition.dropWriter();
    }
  }

  @Override
  public void close() {
    partitions.values().forEach(FormerPartitions::close);
    partitions.clear();
  }
}
