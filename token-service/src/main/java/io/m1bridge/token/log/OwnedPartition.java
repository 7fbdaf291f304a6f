package io.m1bridge.token.log;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One partition that the group gave to this replica; its monitor serializes everything in it. */
final class OwnedPartition implements Ownership {

  private final int number;
  private final BooleanSupplier fresh;
  private volatile @Nullable Instant readySince;
  private volatile boolean lost;
  private @Nullable PartitionWriter writer;

  /**
   * @param fresh whether the group still counts this replica as a member
   */
  OwnedPartition(int number, BooleanSupplier fresh) {
    this.number = number;
    this.fresh = fresh;
  }

  @Override
  public boolean holds() {
    return isReady() && fresh.getAsBoolean();
  }

  int number() {
    return number;
  }

  /** Read to the end since it was assigned, and still ours as far as we know. */
  boolean isReady() {
    return readySince != null && !lost;
  }

  void ready(Instant now) {
    readySince = now;
  }

  @Nullable Instant readySince() {
    return readySince;
  }

  boolean isLost() {
    return lost;
  }

  /** At once, also while a commit is under way: grants must stop now. */
  void lose() {
    lost = true;
  }

  @Nullable PartitionWriter writer() {
    return writer;
  }

  void writer(PartitionWriter next) {
    writer = next;
  }

  void dropWriter() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
