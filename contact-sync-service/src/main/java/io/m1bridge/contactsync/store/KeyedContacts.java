package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.StaleContact;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What the contacts of each account are known by, and what has to be found again of those that are
 * known by something else than their email.
 */
public final class KeyedContacts {

  private static final String IDENTITY = "identity";

  private final Ledger.Section<String> identities;
  private final EmailIndex emails;
  private final Predicate<AccountId> looksFirst;
  private final Map<AccountId, Identity> known = new HashMap<>();
  private final ListedAddresses lists;

  /**
   * @param looksFirst whether the mode of an account has M1's lists tell who stands there before
   *     anybody is added, also of contacts that are known by their email
   */
  KeyedContacts(Ledger ledger, Clock clock, Predicate<AccountId> looksFirst) {
    this.identities = ledger.section(IDENTITY, String.class);
    this.emails = new EmailIndex(ledger);
    this.looksFirst = looksFirst;
    this.lists = new ListedAddresses(clock, looksFirst);
  }

  /** Whom M1 lists. */
  public ListedAddresses lists() {
    return lists;
  }

  /** Who has which email. */
  EmailIndex emails() {
    return emails;
  }

  /**
   * What the contacts of an account are known by, from its first one on: of two kinds in one
   * account, an add that M1 matches by email could meet one that is known by something else.
   *
   * @return empty before the first, and where that was before this was on record
   */
  public Optional<Identity> identity(AccountId account) {
    Identity cached = known.get(account);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<Identity> stored = identities.get(account.value()).map(Identity::of);
    stored.ifPresent(identity -> known.put(account, identity));
    return stored;
  }

  /**
   * An account without any contact may be known by something else: its first one may have been a
   * mistake. What lists told was of the other kind.
   */
  public void forget(AccountId account) {
    known.remove(account);
    identities.remove(account.value());
    lists.forget(account);
  }

  /** The same, from outside of the task. */
  public static Optional<Identity> identity(
      ReadOnlyKeyValueStore<String, byte[]> ledger, AccountId account) {
    return Ledger.read(ledger, IDENTITY, String.class, account.value()).map(Identity::of);
  }

  /** The same, if it is something else than the email. */
  public Optional<Identity> keyedBy(AccountId account) {
    return identity(account).filter(identity -> !identity.isEmail());
  }

  /** Whether the account's mode looks who stands in M1 before anybody is added. */
  public boolean looksFirst(AccountId account) {
    return looksFirst.test(account);
  }

  /** Whether M1's lists decide who may be added. */
  public boolean isByLists(AccountId account) {
    return looksFirst(account) || keyedBy(account).isPresent();
  }

  /**
   * Whether an email may be mailed has changed. To look for who has it reads a range, which no
   * account of emails pays for.
   */
  void reconsider(AccountId account, String email) {
    if (keyedBy(account).isPresent()) {
      emails.begin(account, email);
    }
  }

  /** A contact changed, and is stored so: what it gives up in a circle included. */
  void update(ContactState before, ContactState after) {
    Desired desired = after.desired();
    if (desired != null && identity(after.account()).isEmpty()) {
      identities.put(after.account().value(), desired.identity().field());
    }
    emails.update(before, after);
    leaves(before, after);
  }

  /**
   * Where a contact may stand in M1, and is no more known to, is looked up before anybody is added
   * there. Whom two passes did not show does not stand there.
   */
  private void leaves(ContactState before, ContactState after) {
    if (!isByLists(after.account())) {
      return;
    }
    Set<String> left = before.isLeft() ? new LinkedHashSet<>() : known(before);
    if (before.seen() != null && before.seen().isMissing()) {
      left.removeIf(before::standsUnder);
    }
    if (!after.isLeft()) {
      left.removeAll(known(after));
    } else if (!before.isLeft()) {
      left.addAll(known(after));
    }
    left.forEach(address -> lists.leaves(after.account(), address));
  }

  /** Addresses, normalized, of which it is looked into whether the contact stands there. */
  private static Set<String> known(ContactState contact) {
    Set<String> addresses = new LinkedHashSet<>();
    @Nullable Synced synced = contact.synced();
    @Nullable String doubtful = contact.doubtfulAddress();
    if (synced != null) {
      addresses.add(ContactState.normalized(synced.email()));
    } else if (doubtful != null) {
      addresses.add(ContactState.normalized(doubtful));
    }
    for (StaleContact stale : contact.stale()) {
      addresses.add(ContactState.normalized(stale.email()));
    }
    return addresses;
  }
}
