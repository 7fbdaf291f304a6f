package io.m1bridge.token.log;

/**
 * One stretch of time in which this replica owns a partition; what is kept in memory for its
 * accounts is worth nothing in the next one. Compared by identity.
 */
@FunctionalInterface
public interface Ownership {

  /**
   * Whether nobody else can own the partition at this moment, by the monotonic clock. Kafka fences
   * writes, not grants: what was decided before a {@code true} was decided by the only owner.
   */
  boolean holds();
}
