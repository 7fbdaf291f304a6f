package io.m1bridge.contactsync.metric;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.time.Instant;

/** Is told what happens, for metrics and the status page. Called on the task's thread. */
public interface TaskMeter {

  /** A valid change was taken. */
  void accepted();

  /** A change has its result, or a status event went out. */
  void result(Outcome outcome, Instant receivedAt, Instant now);

  /** A change became a dead letter. */
  void deadLetter(String reason);

  /** A dead letter was replayed: taken, unreadable still, or superseded by a later change. */
  void replayed(String outcome);

  /** A record that concerns no contact was read, such as a heartbeat. */
  void passedOver(String why);

  /** A bug met a contact or a change: it was put aside. */
  void internalError(String errorClass);

  /** A call that writes ended at M1, whatever the outcome was. */
  void call(Intent.Kind kind, int rows, String outcome);

  /** A call that reads ended; its list may have rows that could not be read. */
  void read(String name, CallEnd end);
}
