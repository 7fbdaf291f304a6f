package io.m1bridge.edm.stream;

import io.m1bridge.edm.poll.AccountStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Gauges over what this process owns: what an alert needs, whichever account it is. */
public final class BoardMetrics {

  /** Older campaigns are polled once a day, or once a week: their lag says nothing. */
  private static final Duration RECENT = Duration.ofDays(30);

  private BoardMetrics() {}

  public static void register(MeterRegistry registry, PollBoard board, Clock clock) {
    Gauge.builder(
            "m1bridge.edm.completeness.lag",
            board,
            all ->
                all.accounts().stream()
                    .mapToDouble(account -> account.lag(RECENT, clock.instant()).toSeconds())
                    .max()
                    .orElse(0))
        .description(
            "How long ago all was found complete of the campaign of up to 30 days of which that is"
                + " longest")
        .baseUnit("seconds")
        .register(registry);
    sum(
        registry,
        board,
        "m1bridge.edm.accounts.failing",
        "Accounts of which nothing, or no new campaign, can be read",
        account -> account.problem() == null ? 0 : 1);
    sum(
        registry,
        board,
        "m1bridge.edm.campaigns.failing",
        "Campaigns that cannot be read while others can",
        account ->
            account.campaigns().stream()
                .filter(campaign -> campaign.timing().trouble() != null)
                .count());
    sum(
        registry,
        board,
        "m1bridge.edm.campaigns.overdue",
        "Campaigns that have waited as long as their age allows: M1's calls do not suffice",
        AccountStatus::overdue);
    sum(
        registry,
        board,
        "m1bridge.edm.campaigns.lost",
        "Campaigns of which nothing more is published: edm.engagement has lost events of them",
        AccountStatus::lost);
    sum(
        registry,
        board,
        "m1bridge.edm.campaigns.changed",
        "Campaigns of which M1 has changed many rows within a day",
        account ->
            account.campaigns().stream()
                .filter(campaign -> campaign.changed().manyAt() != null)
                .count());
    sum(
        registry,
        board,
        "m1bridge.edm.calls.wanted",
        "Calls per hour that the campaigns ask for",
        AccountStatus::callsPerHour);
    sum(
        registry,
        board,
        "m1bridge.edm.calls.available",
        "Calls per hour that there are for them",
        AccountStatus::callsAvailable);
    sum(
        registry,
        board,
        "m1bridge.edm.accounts.short",
        "Accounts whose campaigns need more calls per hour than there are",
        account -> account.callsShort() ? 1 : 0);
  }

  private static void sum(
      MeterRegistry registry,
      PollBoard board,
      String name,
      String description,
      ToDoubleFunction<AccountStatus> of) {
    Gauge.builder(name, board, all -> all.accounts().stream().mapToDouble(of).sum())
        .description(description)
        .register(registry);
  }
}
