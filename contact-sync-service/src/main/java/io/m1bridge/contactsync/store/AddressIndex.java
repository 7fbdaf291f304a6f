package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One CRM contact per address: M1 knows contacts by it, so two would write over each other. The
 * first keeps it; the next one is parked until it is free.
 */
public final class AddressIndex {

  private final Ledger.Section<AddressHolder> addresses;

  public AddressIndex(Ledger ledger) {
    this.addresses = ledger.section("email", AddressHolder.class);
  }

  /**
   * What came of a changed contact.
   *
   * @param state parked or not
   * @param freed contacts that can have their address now
   */
  public record Update(ContactState state, List<ContactKey> freed) {}

  public Update update(ContactState before, ContactState after) {
    if (!before.parked() && before.desired() != null && before.emails().equals(after.emails())) {
      return new Update(after, List.of());
    }
    AccountId account = after.account();
    String key = after.key().key();
    String wanted = wanted(after);
    boolean parked = wanted != null && !claim(account, wanted, key);
    String wantedBefore = wanted(before);
    if (before.parked() && wantedBefore != null && !wantedBefore.equals(wanted)) {
      stopWaiting(account, wantedBefore, key);
    }
    ContactState updated = after.edit().parked(parked).done();
    Set<String> released = held(before);
    released.removeAll(held(updated));
    List<ContactKey> freed = new ArrayList<>();
    for (String email : released) {
      release(account, email, key, freed);
    }
    return new Update(updated, freed);
  }

  /** The contact that has this address; empty if nobody has. */
  public Optional<ContactKey> holder(AccountId account, String email) {
    return find(account, ContactState.normalized(email))
        .flatMap(holder -> Optional.ofNullable(holder.holder()))
        .map(key -> new ContactKey(account, key));
  }

  private Optional<AddressHolder> find(AccountId account, String email) {
    return addresses.get(id(account, email));
  }

  private void store(AccountId account, String email, AddressHolder holder) {
    addresses.put(id(account, email), holder);
  }

  private static String id(AccountId account, String email) {
    return account + "/" + email;
  }

  private boolean claim(AccountId account, String email, String key) {
    AddressHolder holder = find(account, email).orElse(AddressHolder.of(key));
    boolean free = holder.holder() == null || holder.holder().equals(key);
    store(account, email, free ? holder.heldBy(key) : holder.withWaiting(key));
    return free;
  }

  private void stopWaiting(AccountId account, String email, String key) {
    find(account, email)
        .map(holder -> holder.withoutWaiting(key))
        .ifPresent(holder -> store(account, email, holder));
  }

  private void release(AccountId account, String email, String key, List<ContactKey> freed) {
    AddressHolder holder = find(account, email).orElse(null);
    if (holder == null || !key.equals(holder.holder())) {
      return;
    }
    if (holder.waiting().isEmpty()) {
      addresses.remove(id(account, email));
    } else {
      store(account, email, holder.heldBy(null));
      freed.add(new ContactKey(account, holder.waiting().get(0)));
    }
  }

  /** Addresses that the contact occupies. */
  private static Set<String> held(ContactState state) {
    Set<String> held = new LinkedHashSet<>(state.emails());
    if (state.parked()) {
      String wanted = wanted(state);
      if (wanted != null && !inM1(state).contains(wanted)) {
        held.remove(wanted);
      }
    }
    return held;
  }

  private static Set<String> inM1(ContactState state) {
    return state.withoutDesired().emails();
  }

  private static @Nullable String wanted(ContactState state) {
    return state.desired() == null || state.desired().email() == null
        ? null
        : ContactState.normalized(state.desired().email());
  }
}
