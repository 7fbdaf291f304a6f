package io.m1bridge.edm.poll;

import io.m1bridge.contracts.Command;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What people order of one account. */
final class AccountOrders {

  private final Map<Long, CampaignPoll> campaigns;
  private final Map<Long, DayCount> dayCounts;
  private final Backfills backfills;
  private final Discovery discovery;
  private final LetterReplays replays;
  private final Clock clock;

  /**
   * @param campaigns by id, as they are at any time
   * @param dayCounts the same
   */
  AccountOrders(
      Map<Long, CampaignPoll> campaigns,
      Map<Long, DayCount> dayCounts,
      Backfills backfills,
      Discovery discovery,
      LetterReplays replays,
      Clock clock) {
    this.campaigns = campaigns;
    this.dayCounts = dayCounts;
    this.backfills = backfills;
    this.discovery = discovery;
    this.replays = replays;
    this.clock = clock;
  }

  /** Does what a person wants. Returns whether it is of something that is known here. */
  boolean obey(Command command) {
    Optional<Order> order = Order.of(command, clock.instant());
    if (order.isEmpty()) {
      return false;
    }
    if (order.get() instanceof Order.PollNow now) {
      return pollNow(now);
    }
    if (order.get() instanceof Order.Replay replay) {
      return replay(replay);
    }
    if (order.get() instanceof Order.Read range) {
      backfills.begin(range.backfill());
      campaigns.values().forEach(backfills::order);
      discovery.probe();
    }
    return true;
  }

  private boolean pollNow(Order.PollNow now) {
    CampaignPoll poll = campaigns.get(now.campaign());
    if (poll == null) {
      return false;
    }
    poll.orders().pollNow();
    poll.dueNow();
    return true;
  }

  private boolean replay(Order.Replay replay) {
    CampaignPoll poll = campaigns.get(replay.campaign());
    DayCount day = dayCounts.get(replay.campaign());
    if (poll == null || day == null) {
      replays.ofUnknownCampaign(replay);
      return false;
    }
    replays.replay(poll, day.days(), replay);
    return true;
  }
}
