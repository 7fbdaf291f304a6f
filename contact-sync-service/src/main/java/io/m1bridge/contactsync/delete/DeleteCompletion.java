package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.contact.CallEffects;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.contact.ListOutcomes;
import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.delete.DeleteJob.DeleteCall;
import io.m1bridge.contactsync.delete.DeleteJob.Settled;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.write.ContactNet;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.m1.AccountId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the end of a delete means for its contact. */
final class DeleteCompletion {

  private final ContactStore contacts;

  private final ContactNet net;

  DeleteCompletion(ContactStore contacts, ContactNet net) {
    this.contacts = contacts;
    this.net = net;
  }

  /** Writes what became of a contact that a job is done with; a bug in that costs the contact. */
  void settled(DeleteJob job, Settled settled) {
    AccountId account = job.account();
    DeleteCall lastDelete = job.lastDelete();
    ContactState before = contacts.get(new ContactKey(account, settled.key()));
    if (!job.id().equals(before.heldBy())) {
      // A bug met it meanwhile: it is rejected, which no end of a call may undo.
      return;
    }
    Optional<String> bug =
        settled.members().stream().flatMap(member -> bug(member).stream()).findFirst();
    if (bug.isPresent()) {
      net.reject(before, bug.get());
      return;
    }
    net.compute(before, () -> transition(before, settled, lastDelete))
        .ifPresent(transition -> contacts.apply(before, transition));
    boolean looksFirst = contacts.keyed().looksFirst(account);
    List<String> gone =
        settled.members().stream()
            .filter(member -> looksFirst || member.isKeyed())
            .filter(member -> member.fate() instanceof Fate.Gone)
            .map(Member::email)
            .toList();
    if (!gone.isEmpty()) {
      contacts.keyed().lists().gone(account, gone);
      contacts.keyed().lists().passes().helped(account);
    }
  }

  private static Optional<String> bug(Member member) {
    return member.fate() instanceof Fate.Rejected rejected
        ? DeleteAnswers.error(rejected.code())
        : Optional.empty();
  }

  private static Transition transition(
      ContactState before, Settled settled, @Nullable DeleteCall lastDelete) {
    ContactState after = before;
    boolean deleted = false;
    boolean later = false;
    Optional<Fate> trouble = Optional.empty();
    for (Member member : settled.members()) {
      Fate end = member.fate();
      deleted |= end instanceof Fate.Gone;
      if (end instanceof Fate.Gone || end instanceof Fate.Kept || isWantedAgain(before, member)) {
        after = CallEffects.deleted(after, member.email());
      } else if (end instanceof Fate.Later waits) {
        later = true;
        after = waits.idStands() ? after : ListOutcomes.withoutId(after, member.email());
      } else {
        trouble = Optional.of(end);
      }
    }
    if (trouble.isPresent()) {
      return Outcomes.rejected(after, why(trouble.get()));
    }
    if (!deleted || later || lastDelete == null) {
      return Outcomes.requeued(after, null);
    }
    LastCall call = new LastCall(lastDelete.callId(), Operation.DELETE, lastDelete.rows(), null);
    return Outcomes.accepted(Outcomes.attempted(after), call, after.desired() == null);
  }

  /**
   * What M1 never showed, and the CRM has made anew under the same address: the add that follows
   * meets it, if it is there.
   */
  private static boolean isWantedAgain(ContactState state, Member member) {
    return member.fate() instanceof Fate.NotFound
        && !member.isKeyed()
        && ContactState.normalized(member.email()).equals(state.wantedAddress());
  }

  private static Rejection why(Fate trouble) {
    if (trouble instanceof Fate.NotFound) {
      return rejection(
          null,
          "Not found: M1 does not list this contact so, and it could not be deleted",
          "delete-not-found",
          "Look for the address at M1 and delete it there if it stands there; or send the delete"
              + " again. m1bridge.contact-sync.delete-patience says how long M1's lists may lag");
    }
    if (trouble instanceof Fate.Rejected rejected) {
      String code = rejected.code().isEmpty() ? null : rejected.code();
      String with = code == null ? "" : " (" + code + ")";
      return rejection(
          code,
          "M1 refuses to delete this contact" + with,
          "delete-refused",
          "Delete the contact at M1 by hand, or send the delete again once M1 takes it" + with);
    }
    return rejection(
        null,
        "M1 took the delete, but its lists do not show that the contact is gone",
        "delete-unproven",
        "Look whether the address still stands at M1 and delete it there; or send the delete"
            + " again. m1bridge.contact-sync.delete-patience says how long M1's lists may lag");
  }

  private static Rejection rejection(
      @Nullable String m1Code, String reason, String code, String advice) {
    return new Rejection(m1Code, reason, new Ending.Cause(code, advice));
  }
}
