package io.m1bridge.contactsync.trace;

import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contracts.SyncResult;

/** Tells a tracing backend what became of changes that came with a trace. */
@FunctionalInterface
public interface ChangeTraces {

  /** Nobody is told: who reads the result goes on with the trace as it came. */
  ChangeTraces NONE = (change, traceparent, result) -> traceparent;

  /**
   * A change ended. Called on the stream thread, before the transaction is committed: where that is
   * aborted, the change ends, and is told of, once more.
   *
   * @param traceparent what the change came with
   * @return what its result is sent with
   */
  String ended(OpenChange change, String traceparent, SyncResult result);
}
