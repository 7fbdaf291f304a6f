package io.m1bridge.contactsync.reconcile;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many contacts M1 says it has, beside how many it acknowledged: one call, after adds, tells
 * that rows were dropped in silence, before a pass tells which. In memory: after a restart it is
 * asked for again.
 */
final class Totals {

  private final Duration every;
  private final Map<AccountId, Total> totals = new HashMap<>();

  /**
   * @param every an account's total is asked for this often at most
   */
  Totals(Duration every) {
    this.every = every;
  }

  /**
   * What M1 last said.
   *
   * @param at when it was asked; when the account was met first, before it was asked
   * @param acknowledged contacts that it had acknowledged by then; -1 before it was asked
   * @param total what it said; empty if nothing
   * @param shortfall contacts that were too few then, and for which a pass was begun
   */
  record Total(Instant at, long acknowledged, OptionalLong total, long shortfall) {}

  /** What M1 last said of an account. */
  Total of(AccountId account, Instant now) {
    return totals.computeIfAbsent(account, id -> new Total(now, -1, OptionalLong.empty(), 0));
  }

  /** Whether it is to be asked: contacts were added or deleted since, and a while has passed. */
  boolean isDue(AccountId account, long acknowledged, Instant now) {
    Total last = of(account, now);
    return acknowledged > 0
        && acknowledged != last.acknowledged()
        && !now.isBefore(last.at().plus(every));
  }

  /** It is being asked now: whatever comes of it, it is not asked again for a while. */
  void asking(AccountId account, Instant now) {
    Total last = of(account, now);
    totals.put(account, new Total(now, last.acknowledged(), last.total(), last.shortfall()));
  }

  /** Another M1 account stands behind the id. */
  void forget(AccountId account) {
    totals.remove(account);
  }

  /**
   * M1 was asked.
   *
   * @param others contacts that are not ours, as far as known
   * @return whether more are missing than were known to be
   */
  boolean asked(
      AccountId account, long acknowledged, OptionalLong total, long others, Instant now) {
    long before = of(account, now).shortfall();
    long shortfall = Math.max(0, acknowledged + others - total.orElse(Long.MAX_VALUE / 2));
    totals.put(account, new Total(now, acknowledged, total, shortfall));
    return shortfall > before;
  }
}
