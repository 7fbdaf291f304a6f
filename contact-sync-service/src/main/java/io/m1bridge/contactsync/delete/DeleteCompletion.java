package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.delete.DeleteJob.DeleteCall;
import io.m1bridge.contactsync.delete.DeleteJob.Settled;
import io.m1bridge.contactsync.result.ResultPublisher.Ending;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.write.CallCompletion;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccountId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the end of a delete means for its contact. */
final class DeleteCompletion {

  private final ContactStore contacts;
  private final CallCompletion completion;

  DeleteCompletion(ContactStore contacts, CallCompletion completion) {
    this.contacts = contacts;
    this.completion = completion;
  }

  /** Writes what became of a contact that a job is done with. */
  void settled(AccountId account, Settled settled, @Nullable DeleteCall lastDelete) {
    ContactState before = contacts.get(new ContactKey(account, settled.key()));
    ContactState after = before;
    boolean deleted = false;
    Optional<Fate> trouble = Optional.empty();
    for (Member member : settled.members()) {
      Fate end = member.fate();
      deleted |= end instanceof Fate.Gone;
      if (end instanceof Fate.Gone || end instanceof Fate.Kept || isWantedAgain(before, member)) {
        after = Outcomes.deleted(after, new SentRow(member.key(), member.email(), Map.of(), true));
      } else {
        trouble = Optional.of(end);
      }
    }
    if (trouble.isPresent()) {
      reject(before, after, trouble.get());
      return;
    }
    OpenChange.Carrier carrier =
        deleted && lastDelete != null
            ? new OpenChange.Carrier(lastDelete.callId(), Operation.DELETE, lastDelete.rows())
            : null;
    boolean complete = after.desired() == null || carrier == null;
    completion.land(before, after.edit().suspect(null).lastProblem(null).done(), carrier, complete);
  }

  /**
   * What M1 never showed, and the CRM has made anew under the same address: the add that follows
   * meets it, if it is there.
   */
  private static boolean isWantedAgain(ContactState state, Member member) {
    return member.fate() instanceof Fate.NotFound
        && state.desired() != null
        && state.desired().email() != null
        && ContactState.normalized(state.desired().email())
            .equals(ContactState.normalized(member.email()));
  }

  private void reject(ContactState before, ContactState after, Fate trouble) {
    if (trouble instanceof Fate.NotFound) {
      completion.reject(
          before,
          after,
          ending(null, "Not found: M1 never listed this contact, so it could not be deleted"),
          "delete-not-found",
          "Look for the address at M1 and delete it there if it stands there; or send the delete"
              + " again. m1bridge.contact-sync.delete-patience says how long M1's lists may lag");
    } else if (trouble instanceof Fate.Rejected rejected) {
      String code = rejected.code().isEmpty() ? null : rejected.code();
      String with = code == null ? "" : " (" + code + ")";
      completion.reject(
          before,
          after,
          ending(code, "M1 refuses to delete this contact" + with),
          "delete-refused",
          "Delete the contact at M1 by hand, or send the delete again once M1 takes it" + with);
    } else {
      completion.reject(
          before,
          after,
          ending(null, "M1 took the delete, but its lists do not show that the contact is gone"),
          "delete-unproven",
          "Look whether the address still stands at M1 and delete it there; or send the delete"
              + " again. m1bridge.contact-sync.delete-patience says how long M1's lists may lag");
    }
  }

  private static Ending ending(@Nullable String code, String reason) {
    return new Ending(Outcome.REJECTED, null, code, reason);
  }
}
