package io.m1bridge.edm.poll;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.m1.AccountId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What the poller counts: accounts and actions as tags, never campaigns or people. */
public final class PollMetrics {

  private final MeterRegistry registry;

  public PollMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void published(AccountId account, Action action) {
    registry
        .counter("m1bridge.edm.rows.published", "account", account.value(), "action", action.word())
        .increment();
  }

  /** Only for rows of campaigns that were complete before: history would hide the delay. */
  void delay(AccountId account, Duration sinceEvent) {
    Timer.builder("m1bridge.edm.rows.delay")
        .description("From the event, as M1 dates it, to its publishing")
        .tag("account", account.value())
        .register(registry)
        .record(sinceEvent.isNegative() ? Duration.ZERO : sinceEvent);
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
    registry
        .counter("m1bridge.edm.dead-letters", "account", account.value(), "reason", reason)
        .increment();
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
      registry.counter("m1bridge.edm.rows.vanished", "account", account.value()).increment(rows);
    }
  }

  /** So many more rows are known to have been changed by M1. */
  void changed(AccountId account, long rows) {
    if (rows > 0) {
      registry.counter("m1bridge.edm.rows.changed", "account", account.value()).increment(rows);
    }
  }

  /** A row came after its time had been found complete. */
  void late(AccountId account) {
    registry.counter("m1bridge.edm.rows.late", "account", account.value()).increment();
  }

  void unreadableDate(AccountId account) {
    registry.counter("m1bridge.edm.rows.unreadable-date", "account", account.value()).increment();
  }
}
