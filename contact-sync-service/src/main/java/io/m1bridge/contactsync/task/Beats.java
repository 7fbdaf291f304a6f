package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.result.Beat;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contracts.Topics;

/**
 * A {@link Beat} for each partition that holds contacts of the task.
 *
 * @param task its number
 */
record Beats(TaskStores stores, ResultPublisher results, int task) implements Runnable {

  private static final Outbound TOMBSTONE = new Outbound(Outbound.To.UNDELIVERED, null);
  private static final Outbound NO_CHANGE = new Outbound(Outbound.To.ROUTED, new byte[0]);

  @Override
  public void run() {
    // To delete what is not there is a record of the changelog all the same.
    stores.contacts().delete(Beat.KEY);
    stores.originals().delete(Beat.KEY);
    stores.ledger().delete(Beat.KEY);
    results.beat(NO_CHANGE, task);
    for (int partition = 0; partition < Topics.UNDELIVERED.partitions(); partition++) {
      // Its contacts lie by their keys, not by their accounts.
      results.beat(TOMBSTONE, partition);
    }
  }
}
