package io.m1bridge.token.log;

import org.jspecify.annotations.Nullable;

/** One partition that the group gave to this replica; its monitor serializes everything in it. */
final class OwnedPartition {

  private final int number;
  private volatile boolean ready;
  private volatile boolean lost;
  private @Nullable PartitionWriter writer;

  OwnedPartition(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Read to the end since it was assigned, and still ours as far as we know. */
  boolean isReady() {
    return ready && !lost;
  }

  void ready() {
    ready = true;
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
