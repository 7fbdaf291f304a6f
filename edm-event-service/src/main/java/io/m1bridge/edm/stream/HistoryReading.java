package io.m1bridge.edm.stream;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.edm.poll.LedgerRefill.Published;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The history of one task on its way from the thread that reads it to the task's own. */
public final class HistoryReading {

  /** Parts that wait at most: the reader waits for the slowest task. */
  private static final int CAPACITY = 32;

  /** A piece of it. */
  sealed interface Part {}

  /**
   * From here on, whatever came before is void.
   *
   * @param accounts those of the partition as they are now, by id
   */
  record Begin(Map<String, AccountDescriptor> accounts) implements Part {}

  record Rows(List<Published> rows) implements Part {}

  /** That was all. */
  record End() implements Part {}

  private final int partition;
  private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean closed;
  private volatile String progress = "waits to be read";

  HistoryReading(int partition) {
    this.partition = partition;
  }

  int partition() {
    return partition;
  }

  /** The task takes the next part; null if there is none yet. */
  @Nullable Part poll() {
    return parts.poll();
  }

  /** The task is gone. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** The reader hands a part over, and waits where many are waiting. */
  void put(Part part) throws InterruptedException {
    while (!closed && !parts.offer(part, 100, TimeUnit.MILLISECONDS)) {
      // The task is busy, or about to be closed.
    }
  }

  /** How far it is, for a person. */
  String progress() {
    return progress;
  }

  void progress(String text) {
    progress = text;
  }
}
