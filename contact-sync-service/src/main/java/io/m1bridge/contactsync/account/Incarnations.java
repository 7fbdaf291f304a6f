package io.m1bridge.contactsync.account;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import java.util.Optional;

/**
 * Which M1 account our state speaks of, by account id: behind another one nothing of what is
 * believed holds, and a call would change another company's contacts. M1's own number of the
 * account decides where it is known on both sides; else token-service's incarnation does, which
 * begins at 1 again where an account was removed and declared anew.
 */
public final class Incarnations {

  /** token-service gives it to none. */
  private static final int REMOVED = 0;

  private final Ledger.Section<Integer> known;
  private final Ledger.Section<String> m1Accounts;

  public Incarnations(Ledger ledger) {
    this.known = ledger.section("incarnation", Integer.class);
    this.m1Accounts = ledger.section("m1-account", String.class);
  }

  /** The incarnation that our state speaks of; empty before the account was declared. */
  public Optional<Integer> known(AccountId account) {
    return known.get(account.value());
  }

  /** From now on our state speaks of this one. */
  public void put(AccountDescriptor account) {
    m1Accounts.remove(account.account());
    same(account);
  }

  /** token-service describes it again: what is new of it is kept, unless it is another one. */
  public void described(AccountDescriptor account) {
    if (!isOther(account)) {
      same(account);
    }
  }

  /** token-service knows it no more: the next behind this id may be another one. */
  public void removed(AccountId account) {
    known.put(account.value(), REMOVED);
  }

  /** Whether it was removed since it was described last. */
  public boolean wasRemoved(AccountId account) {
    return known.get(account.value()).filter(incarnation -> incarnation == REMOVED).isPresent();
  }

  /** Whether another M1 account stands behind the id than the one that our state speaks of. */
  public boolean isOther(AccountDescriptor account) {
    String number = account.m1AccountId();
    if (number != null) {
      Optional<String> before = m1Accounts.get(account.account());
      if (before.isPresent()) {
        return !before.get().equals(number);
      }
    }
    return known
        .get(account.account())
        .filter(incarnation -> incarnation != account.incarnation())
        .isPresent();
  }

  private void same(AccountDescriptor account) {
    known.put(account.account(), account.incarnation());
    String number = account.m1AccountId();
    if (number != null) {
      m1Accounts.put(account.account(), number);
    }
  }
}
