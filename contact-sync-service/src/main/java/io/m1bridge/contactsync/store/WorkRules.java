package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.consent.Consent;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.KeyProperties;
import io.m1bridge.contactsync.contact.LeftInM1;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.undelivered.Obstacle;
import io.m1bridge.m1.AccountId;
import java.util.Optional;

/**
 * What of a contact's work may be done: by the mode of its account, by consent, and by who owns its
 * fields.
 *
 * <p>Not final: a test lets it fail.
 */
public class WorkRules {

  private final AddMerge merge;
  private final Consent consent;
  private final Owners owners;
  private final KeyProperties keyProperties;

  /**
   * @param keyProperties by which M1 finds contacts whose email changes
   */
  public WorkRules(AddMerge merge, Consent consent, Owners owners, KeyProperties keyProperties) {
    this.merge = merge;
    this.consent = consent;
    this.owners = owners;
    this.keyProperties = keyProperties;
  }

  /** Whether an edit may give contacts of an account, known by their email, another one. */
  public boolean movesByEdits(AccountId account) {
    return keyProperties.of(account).isPresent();
  }

  /** Who owns which field. */
  public Owners owners() {
    return owners;
  }

  /** What an add does to a contact that M1 has already. */
  public AddMerge merge() {
    return merge;
  }

  /**
   * What may be done next.
   *
   * @param block why something that is wanted is not done; empty if all of it is
   */
  public record Allowed(Work work, Optional<Block> block) {
    static final Allowed NOTHING = new Allowed(new Work.None(), Optional.empty());
  }

  /**
   * A rule that keeps a contact from M1.
   *
   * @param reason for the result of its change, for people
   */
  public record Block(Obstacle obstacle, String reason) {}

  /** What may be done next for a contact that is {@link #permitted} by the mode. */
  public Allowed next(ContactState state, Mode mode) {
    Optional<String> unacknowledged = unacknowledged(state);
    Work wanted =
        Work.of(
            consent.wanted(owners.wanted(state)), merge, owners, keyProperties.of(state.account()));
    boolean moves = wanted instanceof Work.Edit edit && edit.isMove();
    if (!mode.adds() && unacknowledged.isPresent() && !moves) {
      return blocked(
          Obstacle.BY_MODE,
          "The mode of this account is "
              + mode
              + ": M1 is not known to have a contact under this address, and none is added");
    }
    if (!mode.deletes() && state.desired() == null && state.isInM1()) {
      return blocked(
          Obstacle.BY_MODE, "The mode of this account is " + mode + ": nothing is deleted in M1");
    }
    if (!mode.edits() && state.synced() != null) {
      return unchanged(state.synced(), wanted, unacknowledged.isPresent());
    }
    boolean mayMail =
        unacknowledged.isPresent()
            ? moves || wanted instanceof Work.Add
            : consent.moves(state, wanted);
    return Optional.of(state)
        .filter(contact -> mayMail)
        .flatMap(consent::objection)
        .map(why -> blocked(why.byCrm() ? Obstacle.OPTED_OUT : Obstacle.SUPPRESSED, why.text()))
        .orElseGet(() -> new Allowed(wanted, Optional.empty()));
  }

  /** What may be done for a contact that stands in M1 and is to stay there as it is. */
  private static Allowed unchanged(Synced synced, Work wanted, boolean moves) {
    if (wanted instanceof Work.None) {
      return Allowed.NOTHING;
    }
    if (!synced.isOurs()) {
      return blocked(
          Obstacle.ALREADY_THERE,
          "The mode of this account is add-only: M1 has a contact under this address already, and"
              + " it stays as it is");
    }
    return wanted instanceof Work.Add joins && !moves
        ? new Allowed(joins.ofGroupsAlone(synced.email()), Optional.empty())
        : blocked(
            Obstacle.BY_MODE,
            "The mode of this account is add-only: a contact that M1 has is not changed");
  }

  private static Allowed blocked(Obstacle obstacle, String reason) {
    return new Allowed(new Work.None(), Optional.of(new Block(obstacle, reason)));
  }

  /**
   * The address that is wanted, if it is not known to stand there: it joins groups by adds, which
   * would make a second one where an edit of unknown outcome took it elsewhere.
   */
  private static Optional<String> unacknowledged(ContactState state) {
    Synced synced = state.synced();
    return Optional.ofNullable(state.wantedAddress())
        .filter(address -> !state.standsUnder(address) || (synced != null && synced.isSomewhere()));
  }

  /** The contact as the mode takes it: where nothing is deleted, what was to be deleted stays. */
  public ContactState permitted(ContactState state, Mode mode) {
    boolean leaves =
        !mode.deletes() && !state.stale().isEmpty() && !(state.progress() instanceof Progress.Held);
    if (!leaves) {
      return state;
    }
    return mode.adds() ? LeftInM1.of(state) : LeftInM1.acknowledged(state);
  }
}
