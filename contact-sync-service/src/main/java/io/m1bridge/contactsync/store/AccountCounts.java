package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** How many contacts of each account are what, kept beside them: no one counts a million again. */
final class AccountCounts {

  private final Ledger.Section<ContactCounts> stored;
  private final Map<AccountId, ContactCounts> counts = new HashMap<>();
  private final ContactGrowth growth;
  private final Clock clock;

  AccountCounts(Ledger ledger, ContactGrowth growth, Clock clock) {
    this.stored = ledger.section("open", ContactCounts.class);
    this.growth = growth;
    this.clock = clock;
  }

  ContactCounts of(AccountId account) {
    return counts.computeIfAbsent(account, id -> stored.get(id.value()).orElse(ContactCounts.NONE));
  }

  /** A contact is stored in another state. */
  void changed(ContactState before, ContactState after) {
    ContactCounts was = ContactCounts.of(before);
    ContactCounts is = ContactCounts.of(after);
    if (was.equals(is)) {
      return;
    }
    AccountId account = after.account();
    ContactCounts sum = of(account).minus(was).plus(is);
    if (was.inM1() != is.inM1()) {
      growth.changes(account, of(account).inM1(), clock.instant());
    }
    counts.put(account, sum);
    stored.put(account.value(), sum);
  }
}
