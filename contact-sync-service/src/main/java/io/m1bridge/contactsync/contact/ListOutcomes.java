package io.m1bridge.contactsync.contact;

import io.m1bridge.contracts.Undelivered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a contact changes by what M1's lists show, or do not show. */
public final class ListOutcomes {

  private ListOutcomes() {}

  /**
   * What M1 shows otherwise than it acknowledged is to be sent again. Not who was never shown under
   * a value that no add finds: M1 may show it otherwise, and it would stand there twice.
   *
   * @return the same state where it does not, or where the contact is on its way anyhow
   */
  public static ContactState repaired(ContactState state) {
    Seen seen = state.seen();
    Synced synced = state.synced();
    if (seen == null
        || synced == null
        || seen.differs().isEmpty()
        || !(state.progress() instanceof Progress.Idle)) {
      return state;
    }
    boolean keyed = !Identity.ofAddress(synced.email()).isEmail();
    if (seen.isMissing() && keyed && seen.pass() == 0) {
      return state;
    }
    ContactState less =
        seen.isMissing()
            ? state.inM1(null, doubtful(synced), state.stale())
            : state.inM1(synced.without(seen.differs().keySet()), state.doubtful(), state.stale());
    return less.seen(seen.afterRepair());
  }

  /**
   * It may be there all the same: what is deleted or moved before the add has to go from M1. Not so
   * where no add would find it: that it is not there is known well enough to add it, or not at all.
   */
  private static Map<String, String> doubtful(Synced synced) {
    if (!Identity.ofAddress(synced.email()).isEmail()) {
      return Map.of();
    }
    Map<String, String> prints = new LinkedHashMap<>();
    synced
        .fields()
        .forEach(
            (name, print) -> {
              if (print != null) {
                prints.put(name, print);
              }
            });
    prints.put(ContactState.addressField(synced.email()), synced.email());
    return prints;
  }

  /**
   * M1 lists a contact that may have been there, and which nothing is to be done for, as where its
   * mode adds none: so it is there. By anything but an email no add would find it: whom M1 lists
   * under the address that a contact wants is that contact, whoever put it there.
   *
   * @param address as M1 shows it
   * @param email that M1 shows; empty if none
   * @return the same state where M1 acknowledged it, or where it is on its way anyhow
   */
  public static ContactState listed(ContactState state, String address, Optional<String> email) {
    boolean byEmail = Identity.ofAddress(address).isEmail();
    Synced before = state.synced();
    if ((byEmail && before != null) || !state.stale().isEmpty()) {
      return state;
    }
    Map<String, @Nullable String> unknown = new LinkedHashMap<>();
    state.doubtful().keySet().forEach(name -> unknown.put(name, null));
    unknown.remove(FieldNames.WHOLE);
    @Nullable String doubtful = state.doubtfulAddress();
    if (byEmail) {
      unknown.remove(FieldNames.EMAIL);
      return doubtful != null && state.progress() instanceof Progress.Idle
          ? state.inM1(new Synced(doubtful, unknown, Set.of()), Map.of(), List.of())
          : state;
    }
    boolean waits =
        state.progress() instanceof Progress.Idle || state.progress() instanceof Progress.Queued;
    String known = ContactState.normalized(address);
    if (!waits || !known.equals(state.wantedAddress()) || state.standsUnder(known)) {
      return state;
    }
    unknown.remove(Identity.ofAddress(address).field());
    Set<String> emails = email.map(Set::of).orElse(Set.of());
    List<StaleContact> toGo = before == null ? List.of() : List.of(state.toGo(before));
    return state
        .inM1(new Synced(address, unknown, Set.of(), emails, false), Map.of(), toGo)
        .at(Progress.IDLE);
  }

  /**
   * M1 lists whom an add would write over, in an account where nobody is written over. What an add
   * of unknown outcome carried is taken for what stands there: nobody did before it.
   *
   * @return the same state where M1 acknowledged it, or where it is on its way anyhow
   */
  public static ContactState alreadyThere(ContactState state, String address) {
    boolean waits =
        state.progress() instanceof Progress.Idle || state.progress() instanceof Progress.Queued;
    boolean wants = ContactState.normalized(address).equals(state.wantedAddress());
    if (!waits || !wants || state.synced() != null || !state.stale().isEmpty()) {
      return state;
    }
    Map<String, @Nullable String> sent = new LinkedHashMap<>(state.doubtful());
    sent.remove(FieldNames.WHOLE);
    sent.remove(Identity.ofAddress(address).field());
    return state.inM1(new Synced(address, sent, Set.of()), Map.of(), List.of()).at(Progress.IDLE);
  }

  /**
   * Two whole passes did not show what an add of unknown outcome may have left, or somebody who was
   * there without us and in the way: nobody is there any more.
   *
   * @return the same state where M1 acknowledged it, or its address is no email
   */
  public static ContactState absent(ContactState state) {
    @Nullable Synced synced = state.synced();
    @Nullable String address = synced == null ? state.doubtfulAddress() : synced.email();
    boolean ours = synced != null && (synced.isOurs() || !isBlocked(state));
    return ours || address == null || !Identity.ofAddress(address).isEmail()
        ? state
        : state.inM1(null, Map.of(), state.stale()).seen(null);
  }

  private static boolean isBlocked(ContactState state) {
    @Nullable Listed listed = state.listed();
    return listed != null && listed.state() == Undelivered.State.BLOCKED;
  }

  /**
   * Whether an add of unknown outcome, which nothing may repeat, waits to be told by lists. They
   * tell nothing of what was left in M1 for good: its row is nobody's by then.
   *
   * @param looksFirst whether an email too may only be added where lists do not show it
   */
  public static boolean isAwaited(ContactState state, boolean looksFirst) {
    @Nullable String doubtful = state.doubtfulAddress();
    return state.synced() == null
        && state.stale().isEmpty()
        && doubtful != null
        && (looksFirst || !Identity.ofAddress(doubtful).isEmail())
        && !state.isLeft()
        && !(state.progress() instanceof Progress.Held);
  }

  /**
   * A pass was whole: whether it showed what has to go. The second one that does not is proof: it
   * began after whatever may have put it there, and lists do not lag for so long. It is none of
   * what was acknowledged and never shown ({@link #isNotFound}).
   *
   * @return the same state where the address is an email, or the contact is on its way
   */
  public static ContactState looked(ContactState state, long pass) {
    boolean waits =
        state.progress() instanceof Progress.Idle || state.progress() instanceof Progress.Queued;
    if (!waits || state.stale().stream().noneMatch(StaleContact::isKeyed)) {
      return state;
    }
    List<StaleContact> left = new ArrayList<>();
    for (StaleContact stale : state.stale()) {
      boolean shown = !stale.isKeyed() || stale.pass() == pass;
      if (shown) {
        left.add(stale.afterWhole(pass));
      } else if (stale.missed() == 0 || stale.missed() == pass || stale.isNeverShown()) {
        left.add(stale.notShown(pass));
      }
    }
    return left.equals(state.stale())
        ? state
        : state.inM1(state.synced(), state.doubtful(), left).seen(state.seen());
  }

  /**
   * Whether two whole passes did not show what has to go, and none before did: that it is gone is
   * not known.
   */
  public static boolean isNotFound(ContactState state, long pass) {
    return state.progress() instanceof Progress.Queued
        && state.stale().stream()
            .anyMatch(
                stale -> stale.isNeverShown() && stale.missed() != 0 && stale.missed() != pass);
  }

  /**
   * M1 shows the address of a contact in another spelling than it was sent: edits have to name it
   * so.
   *
   * @return the same state where it is the same, or a call names the contact as it was known
   */
  public static ContactState spelled(ContactState state, String address) {
    Synced synced = state.synced();
    if (synced == null
        || Identity.ofAddress(address).isEmail()
        || synced.email().equals(address)
        || state.progress() instanceof Progress.Held) {
      return state;
    }
    return state.inM1(synced.spelled(address), state.doubtful(), state.stale()).seen(state.seen());
  }

  /** M1 lists two under an address that has to go: which of them is meant cannot be told. */
  public static boolean isAmbiguous(ContactState state, String address, long pass) {
    return state.progress() instanceof Progress.Queued
        && state.stale().stream()
            .anyMatch(
                stale ->
                    stale.isKeyed()
                        && stale.pass() == pass
                        && stale.id() == 0
                        && ContactState.normalized(stale.email()).equals(address));
  }

  /** What has to go is tried anew: that ids were no good before counts no more. */
  static ContactState triedAnew(ContactState state) {
    List<StaleContact> stale = state.stale().stream().map(StaleContact::triedAnew).toList();
    return stale.equals(state.stale())
        ? state
        : state.inM1(state.synced(), state.doubtful(), stale).seen(state.seen());
  }

  /** The id by which an address was to be deleted is another's, or says nothing. */
  public static ContactState withoutId(ContactState state, String address) {
    List<StaleContact> stale =
        state.stale().stream()
            .map(
                one ->
                    one.isKeyed() && Folding.sameAddress(one.email(), address)
                        ? one.withoutId()
                        : one)
            .toList();
    return stale.equals(state.stale())
        ? state
        : state.inM1(state.synced(), state.doubtful(), stale);
  }
}
