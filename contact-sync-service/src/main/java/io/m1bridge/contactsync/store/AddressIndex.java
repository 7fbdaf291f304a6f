package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One CRM contact per address: M1 knows contacts by it, so two would write over each other. An
 * address is an email, or of another field ({@link Identity}). The first keeps it; the next one is
 * parked until it is free.
 *
 * <p>A contact holds every address under which it stands or may stand in M1, and the one it wants
 * if nobody else has that; what it left in M1 for good is for the next to take. It waits for an
 * address only when nothing else is left to do: not while a call holds it, and not before its stale
 * contacts are gone; then it tries again. Each waiter is a record of its own, so that thousands
 * with one placeholder address cost the same each.
 *
 * <p>Why: {@code docs/rationale.md#the-email-index-compares-mailboxes}.
 */
public final class AddressIndex {

  private static final String HOLDERS = "address";

  private final Ledger.Section<String> holders;
  private final Ledger.Section<String> waiters;

  public AddressIndex(Ledger ledger) {
    this.holders = ledger.section(HOLDERS, String.class);
    this.waiters = ledger.section("address-waiter", String.class);
  }

  /**
   * What came of a changed contact.
   *
   * @param state parked or not
   * @param freed contacts that can have their address now
   */
  record Update(ContactState state, List<ContactKey> freed) {

    /** The same with contacts that an update before freed. */
    Update andFreed(List<ContactKey> before) {
      List<ContactKey> all = new ArrayList<>(before);
      all.addAll(freed);
      return new Update(state, all);
    }
  }

  Update update(ContactState before, ContactState after, Instant now) {
    if (isSettled(before, after)) {
      return new Update(after, List.of());
    }
    String wanted = after.wantedAddress();
    boolean claimed = wanted == null || claim(after.key(), wanted);
    keepWhatStands(before, after);
    boolean parks =
        !claimed && !(after.progress() instanceof Progress.Held) && after.stale().isEmpty();
    ContactState updated = after;
    if (wanted != null && parks) {
      Instant since =
          stillWaiting(before, wanted) ? ((Progress.Parked) before.progress()).since() : now;
      updated = Moves.parked(after, since);
      waiters.put(waiter(after.key(), wanted, since), after.key().key());
    } else if (after.progress() instanceof Progress.Parked) {
      updated = Moves.idle(after);
    }
    if (before.progress() instanceof Progress.Parked parked
        && before.wantedAddress() != null
        && !(parks && stillWaiting(before, wanted))) {
      waiters.remove(waiter(before.key(), before.wantedAddress(), parked.since()));
    }
    return new Update(updated, release(before, updated));
  }

  /** The contact that has this address; empty if nobody has. */
  Optional<ContactKey> holder(AccountId account, String email) {
    return holders
        .get(id(account, ContactState.normalized(email)))
        .map(key -> new ContactKey(account, key));
  }

  /**
   * The same, from outside of the task.
   *
   * @param email normalized
   */
  public static Optional<ContactKey> holder(
      ReadOnlyKeyValueStore<String, byte[]> ledger, AccountId account, String email) {
    return Ledger.read(ledger, HOLDERS, String.class, id(account, email))
        .map(key -> new ContactKey(account, key));
  }

  /** The addresses are the same, and the wanted one was claimed when they last changed. */
  private static boolean isSettled(ContactState before, ContactState after) {
    boolean claimed =
        after.progress() instanceof Progress.Held
            || before.progress() instanceof Progress.Queued
            || before.progress() instanceof Progress.Idle
            || before.progress() instanceof Progress.Rejected;
    return claimed
        && before.desired() != null
        && before.stale().isEmpty()
        && addresses(before).equals(addresses(after));
  }

  private static boolean stillWaiting(ContactState before, @Nullable String wanted) {
    return before.progress() instanceof Progress.Parked
        && wanted != null
        && wanted.equals(before.wantedAddress());
  }

  private boolean claim(ContactKey key, String email) {
    String id = id(key.account(), email);
    Optional<String> holder = holders.get(id);
    if (holder.isEmpty()) {
      holders.put(id, key.key());
    }
    return holder.isEmpty() || holder.get().equals(key.key());
  }

  /** What was left in M1 and has to go after all is held again, unless another took it. */
  private void keepWhatStands(ContactState before, ContactState after) {
    Set<String> back = addresses(after);
    back.removeAll(addresses(before));
    back.removeIf(email -> email.equals(after.wantedAddress()));
    back.forEach(email -> claim(after.key(), email));
  }

  private List<ContactKey> release(ContactState before, ContactState after) {
    Set<String> released = addresses(before);
    released.removeAll(addresses(after));
    List<ContactKey> freed = new ArrayList<>();
    for (String email : released) {
      String id = id(after.account(), email);
      if (holders.get(id).filter(after.key().key()::equals).isPresent()) {
        holders.remove(id);
        waiters.first(id + "/").ifPresent(key -> freed.add(new ContactKey(after.account(), key)));
      }
    }
    return freed;
  }

  private static Set<String> addresses(ContactState state) {
    if (state.isLeft()) {
      return new LinkedHashSet<>();
    }
    Set<String> all = new LinkedHashSet<>(state.addressesInM1());
    String wanted = state.wantedAddress();
    if (wanted != null) {
      all.add(wanted);
    }
    return all;
  }

  private static String waiter(ContactKey key, String email, Instant since) {
    return id(key.account(), email) + "/" + Ledger.ordered(since) + "/" + key.key();
  }

  private static String id(AccountId account, String email) {
    // A slash ends an address here; emails hold none behind their @, but other values may.
    return account
        + "/"
        + (Identity.ofAddress(email).isEmail() ? email : email.replace('/', '\u001e'));
  }
}
