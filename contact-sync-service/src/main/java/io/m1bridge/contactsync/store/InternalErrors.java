package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a contact that a bug met: it is rejected, counted and logged. */
public final class InternalErrors {

  private static final Logger LOG = LoggerFactory.getLogger(InternalErrors.class);

  private final TaskMeter meter;

  public InternalErrors(TaskMeter meter) {
    this.meter = meter;
  }

  /**
   * The contact's end.
   *
   * @param error class of what was thrown; its message may quote the contact
   */
  public Transition rejection(ContactState before, String error) {
    LogLine.error(LOG)
        .with(LogKey.ACCOUNT_ID, before.account())
        .with(LogKey.FAILURE, error)
        .say("A contact is rejected for a bug");
    meter.internalError(error);
    return Outcomes.rejected(before, Rejection.internalError(error));
  }
}
