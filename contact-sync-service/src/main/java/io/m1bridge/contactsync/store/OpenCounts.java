package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Progress;

/**
 * Accepted changes of one account without a terminal result. Kept on record, since counting them at
 * a start would read every contact.
 *
 * @param pending wait for a call, or are on one
 * @param parked wait for an address that another contact holds
 * @param inDoubt a call that carried them may or may not have happened
 */
public record OpenCounts(long pending, long parked, long inDoubt) {

  public static final OpenCounts NONE = new OpenCounts(0, 0, 0);

  static OpenCounts of(ContactState state) {
    OpenChange waiting = state.waiting();
    OpenChange carried = state.carried();
    boolean parks = state.progress() instanceof Progress.Parked;
    boolean doubtful = state.progress() instanceof Progress.InDoubt;
    return new OpenCounts(
        (waiting != null && !parks ? 1 : 0) + (carried != null && !doubtful ? 1 : 0),
        waiting != null && parks ? 1 : 0,
        carried != null && doubtful ? 1 : 0);
  }

  OpenCounts plus(OpenCounts more) {
    return new OpenCounts(pending + more.pending, parked + more.parked, inDoubt + more.inDoubt);
  }

  OpenCounts minus(OpenCounts less) {
    return new OpenCounts(pending - less.pending, parked - less.parked, inDoubt - less.inDoubt);
  }
}
