package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the contacts of each account are known by, and what has to be found again of those that are
 * known by something else than their email: who has which.
 */
public final class KeyedContacts {

  private final Ledger.Section<String> identities;
  private final Ledger.Section<String> emails;
  private final Map<AccountId, Identity> known = new HashMap<>();
  private final ListedAddresses lists = new ListedAddresses();

  KeyedContacts(Ledger ledger) {
    this.identities = ledger.section("identity", String.class);
    this.emails = ledger.section("email", String.class);
  }

  /** Whom M1 lists. */
  public ListedAddresses lists() {
    return lists;
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

  /** The same, if it is something else than the email. */
  public Optional<Identity> keyedBy(AccountId account) {
    return identity(account).filter(identity -> !identity.isEmail());
  }

  /** Those that want this email. */
  List<ContactKey> byEmail(AccountId account, String email) {
    return emails.part(id(account, ContactState.normalized(email)), "", Integer.MAX_VALUE).stream()
        .map(key -> new ContactKey(account, key))
        .toList();
  }

  /** A contact changed. */
  void update(ContactState before, ContactState after) {
    Desired desired = after.desired();
    if (desired != null && identity(after.account()).isEmpty()) {
      identities.put(after.account().value(), desired.identity().field());
    }
    if (!before.isKeyed() && !after.isKeyed()) {
      return;
    }
    @Nullable String was = email(before);
    @Nullable String is = email(after);
    if (was != null && !was.equals(is)) {
      emails.remove(id(before.account(), was) + before.key().key());
    }
    if (is != null && !is.equals(was)) {
      emails.put(id(after.account(), is) + after.key().key(), after.key().key());
    }
  }

  private static @Nullable String email(ContactState contact) {
    return contact.isKeyed() ? contact.wantedEmail() : null;
  }

  private static String id(AccountId account, String email) {
    return account + "/" + email + "/";
  }
}
