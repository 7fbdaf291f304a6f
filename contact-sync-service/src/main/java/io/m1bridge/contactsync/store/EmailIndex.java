package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which contacts, of those that are known by something else, want an email or have it in M1:
 * whether it may be mailed concerns all of them. Thousands may share one, so that they are looked
 * at in portions; on record, so that a restart forgets none.
 */
final class EmailIndex {

  private static final int PORTION = 200;

  private final Ledger.Section<String> holders;
  private final Ledger.Section<Walk> walks;
  private boolean someLeft = true;

  EmailIndex(Ledger ledger) {
    this.holders = ledger.section("email", String.class);
    this.walks = ledger.section("email-walk", Walk.class);
  }

  /**
   * Contacts of an email are looked at.
   *
   * @param after key of the last one that was; empty at the beginning
   */
  record Walk(AccountId account, String email, String after) {
    @Override
    public String toString() {
      return "Walk[" + account + "]";
    }
  }

  /** A contact changed. */
  void update(ContactState before, ContactState after) {
    if (!before.isKeyed() && !after.isKeyed()) {
      return;
    }
    Set<String> was = emails(before);
    Set<String> is = emails(after);
    String key = after.key().key();
    for (String email : was) {
      if (!is.contains(email)) {
        holders.remove(id(after.account(), email) + key);
      }
    }
    for (String email : is) {
      if (!was.contains(email)) {
        holders.put(id(after.account(), email) + key, key);
      }
    }
  }

  /** Whether an email may be mailed has changed: whoever has it is looked at in the next steps. */
  void begin(AccountId account, String email) {
    String known = ContactState.normalized(email);
    if (!holders.part(id(account, known), "", 1).isEmpty()) {
      walks.put(id(account, known), new Walk(account, known, ""));
      someLeft = true;
    }
  }

  /** Looks at the next ones. */
  void step(Consumer<ContactKey> visitor) {
    int left = PORTION;
    while (someLeft && left > 0) {
      Optional<Walk> next = walks.first("");
      next.ifPresent(walk -> step(walk, visitor));
      someLeft = next.isPresent();
      left--;
    }
  }

  private void step(Walk walk, Consumer<ContactKey> visitor) {
    String id = id(walk.account(), walk.email());
    List<String> keys = holders.part(id, walk.after(), 1);
    keys.forEach(key -> visitor.accept(new ContactKey(walk.account(), key)));
    if (keys.isEmpty()) {
      walks.remove(id);
    } else {
      walks.put(id, new Walk(walk.account(), walk.email(), keys.get(0)));
    }
  }

  private static Set<String> emails(ContactState contact) {
    Set<String> emails = new TreeSet<>();
    if (!contact.isKeyed()) {
      return emails;
    }
    @Nullable String wanted = contact.wantedEmail();
    if (wanted != null) {
      emails.add(wanted);
    }
    @Nullable Synced synced = contact.synced();
    if (synced != null) {
      synced.emails().forEach(email -> emails.add(ContactState.normalized(email)));
    }
    return emails;
  }

  private static String id(AccountId account, String email) {
    return account + "/" + email + "/";
  }
}
