package io.m1bridge.edm.poll;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.m1.AccountId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What the poller counts: accounts and actions as tags, never campaigns or people. What is rare
 * begins with 0 when an account has its first campaign, for Prometheus sees no increase where a
 * counter appears; not with the account, for most of 10,000 have none.
 */
public final class PollMetrics {

  private final MeterRegistry registry;

  public PollMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The account has a campaign. */
  void begin(AccountId account) {
    for (Action action : Action.values()) {
      publishedRows(account, action);
    }
    delays(account);
    deadLetters(account, DeadRows.UNREADABLE);
    vanishedRows(account);
    changedRows(account);
    lateRows(account);
    unreadableDates(account);
  }

  void published(AccountId account, Action action) {
    publishedRows(account, action).increment();
  }

  private Counter publishedRows(AccountId account, Action action) {
    return registry.counter(
        "m1bridge.edm.rows.published", "account", account.value(), "action", action.word());
  }

  /** Only for rows of campaigns that were complete before: history would hide the delay. */
  void delay(AccountId account, Duration sinceEvent) {
    delays(account).record(sinceEvent.isNegative() ? Duration.ZERO : sinceEvent);
  }

  private Timer delays(AccountId account) {
    return Timer.builder("m1bridge.edm.rows.delay")
        .description("From the event, as M1 dates it, to its publishing")
        .tag("account", account.value())
        .register(registry);
  }

  /**
   * @param outcome a constant word
   */
  void call(AccountId account, String call, String outcome) {
    registry
        .counter("m1bridge.edm.calls", "account", account.value(), "call", call, "outcome", outcome)
        .increment();
  }

  /**
   * @param reason a fixed code
   */
  void deadLetter(AccountId account, String reason) {
    deadLetters(account, reason).increment();
  }

  private Counter deadLetters(AccountId account, String reason) {
    return registry.counter(
        "m1bridge.edm.dead-letters", "account", account.value(), "reason", reason);
  }

  /**
   * A dead letter was read again.
   *
   * @param outcome a constant word
   */
  void replayed(AccountId account, String outcome) {
    registry
        .counter(
            "m1bridge.edm.dead-letters.replayed", "account", account.value(), "outcome", outcome)
        .increment();
  }

  /** A contact's own list was compared. */
  void witnessed(AccountId account, Witnessed told) {
    witnessed(account, "known", told.rows() - told.missing());
    witnessed(account, "missing", told.missing());
  }

  private void witnessed(AccountId account, String outcome, long rows) {
    registry
        .counter("m1bridge.edm.rows.witnessed", "account", account.value(), "outcome", outcome)
        .increment(rows);
  }

  /** So many more rows are known to have vanished at M1. */
  void vanished(AccountId account, long rows) {
    if (rows > 0) {
      vanishedRows(account).increment(rows);
    }
  }

  /** So many more rows are known to have been changed by M1. */
  void changed(AccountId account, long rows) {
    if (rows > 0) {
      changedRows(account).increment(rows);
    }
  }

  /** A row came after its time had been found complete. */
  void late(AccountId account) {
    lateRows(account).increment();
  }

  void unreadableDate(AccountId account) {
    unreadableDates(account).increment();
  }

  private Counter vanishedRows(AccountId account) {
    return registry.counter("m1bridge.edm.rows.vanished", "account", account.value());
  }

  private Counter changedRows(AccountId account) {
    return registry.counter("m1bridge.edm.rows.changed", "account", account.value());
  }

  private Counter lateRows(AccountId account) {
    return registry.counter("m1bridge.edm.rows.late", "account", account.value());
  }

  private Counter unreadableDates(AccountId account) {
    return registry.counter("m1bridge.edm.rows.unreadable-date", "account", account.value());
  }
}
