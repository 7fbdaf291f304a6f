package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contracts.Undelivered;

/**
 * Accepted changes of one account without a terminal result, and its contacts. Kept on record,
 * since counting them at a start would read every contact.
 *
 * @param pending wait for a call, or are on one
 * @param parked wait for an address that another contact holds
 * @param inDoubt a call that carried them may or may not have happened
 * @param inM1 contacts that stand, or may stand, in M1
 * @param undelivered contacts that are listed as not delivered
 * @param differing those of them that M1 was seen to have otherwise than it acknowledged
 */
public record ContactCounts(
    long pending, long parked, long inDoubt, long inM1, long undelivered, long differing) {

  public static final ContactCounts NONE = new ContactCounts(0, 0, 0, 0, 0, 0);

  static ContactCounts of(ContactState state) {
    OpenChange waiting = state.waiting();
    OpenChange carried = state.carried();
    boolean parks = state.progress() instanceof Progress.Parked;
    boolean doubtful =
        state.progress() instanceof Progress.Held held
            && held.phase() == Progress.Held.Phase.IN_DOUBT;
    return new ContactCounts(
        (waiting != null && !parks ? 1 : 0) + (carried != null && !doubtful ? 1 : 0),
        waiting != null && parks ? 1 : 0,
        carried != null && doubtful ? 1 : 0,
        state.isInM1() ? 1 : 0,
        state.listed() != null ? 1 : 0,
        state.listed() != null && state.listed().state() == Undelivered.State.DIFFERS ? 1 : 0);
  }

  ContactCounts plus(ContactCounts more) {
    return new ContactCounts(
        pending + more.pending,
        parked + more.parked,
        inDoubt + more.inDoubt,
        inM1 + more.inM1,
        undelivered + more.undelivered,
        differing + more.differing);
  }

  ContactCounts minus(ContactCounts less) {
    return new ContactCounts(
        pending - less.pending,
        parked - less.parked,
        inDoubt - less.inDoubt,
        inM1 - less.inM1,
        undelivered - less.undelivered,
        differing - less.differing);
  }
}
