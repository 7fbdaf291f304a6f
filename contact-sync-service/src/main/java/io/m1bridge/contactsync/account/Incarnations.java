package io.m1bridge.contactsync.account;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.util.Optional;

/**
 * Which M1 account our state speaks of, by account id: a new incarnation of an id is another M1
 * account, in which nothing of what is believed holds.
 */
public final class Incarnations {

  private final Ledger.Section<Integer> known;

  public Incarnations(Ledger ledger) {
    this.known = ledger.section("incarnation", Integer.class);
  }

  /** The incarnation that our state speaks of; empty before the account was declared. */
  public Optional<Integer> known(AccountId account) {
    return known.get(account.value());
  }

  /** From now on our state speaks of this one. */
  public void put(AccountId account, int incarnation) {
    known.put(account.value(), incarnation);
  }
}
