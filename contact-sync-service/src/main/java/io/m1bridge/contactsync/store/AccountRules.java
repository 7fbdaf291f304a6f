package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.undelivered.Obstacle;
import io.m1bridge.m1.AccountId;
import java.util.Optional;

/**
 * What may be done in M1: the account's mode, and whom not to mail.
 *
 * @param merge what an add does to a contact that M1 has already
 */
public record AccountRules(AddMerge merge, Modes modes, Suppressions suppressions) {

  /**
   * What may be done next for a contact.
   *
   * @param block why that is less than what the CRM wants; empty if it is not
   */
  record Allowed(Work work, Optional<Block> block) {}

  /**
   * A rule that keeps a contact from M1.
   *
   * @param reason for the result of its change
   */
  record Block(Obstacle obstacle, String reason) {}

  /** Nothing adds an address that is suppressed. */
  Allowed allowed(ContactState state) {
    Work wanted = Work.of(state, merge);
    Optional<Block> suppressed = suppressed(state, wanted);
    if (suppressed.isPresent()) {
      return new Allowed(new Work.None(), suppressed);
    }
    boolean stays = deletesNothing(state.account()) && state.desired() == null && state.isInM1();
    return new Allowed(wanted, stays ? Optional.of(keptByMode()) : Optional.empty());
  }

  /** Only what comes to stand under another address than now: who is there joins groups by adds. */
  private Optional<Block> suppressed(ContactState state, Work wanted) {
    String email = state.wantedEmail();
    return wanted instanceof Work.Add && email != null && !state.standsUnder(email)
        ? suppressions
            .find(state.account(), email)
            .map(why -> new Block(Obstacle.SUPPRESSED, Suppressions.advice(why)))
        : Optional.empty();
  }

  private static Block keptByMode() {
    return new Block(
        Obstacle.MODE_UPSERT, "The mode of this account is upsert: nothing is deleted in M1");
  }

  /** Where the account's mode deletes nothing, what was to be deleted stays. */
  ContactState permitted(ContactState state) {
    boolean leaves =
        deletesNothing(state.account())
            && !state.stale().isEmpty()
            && !(state.progress() instanceof Progress.Held);
    return leaves ? state.leftInM1() : state;
  }

  private boolean deletesNothing(AccountId account) {
    return modes.of(account) == Mode.UPSERT;
  }
}
