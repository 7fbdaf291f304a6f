package io.m1bridge.edm.poll;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.edm.completeness.CampaignDays;
import io.m1bridge.edm.completeness.DayBatch;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.session.ListedRow;
import io.m1bridge.edm.session.Listing;
import io.m1bridge.edm.session.NewRow;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the new rows of an account's campaigns: as events, or as dead letters. */
final class RowPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(RowPublisher.class);

  private final AccountId account;
  private final EngagementMapper mapper;
  private final PollOutput output;
  private final PollMetrics metrics;
  private final Clock clock;
  private final M1Clock m1Clock;
  private final DeadRows deadRows;

  RowPublisher(
      AccountId account,
      EngagementMapper mapper,
      PollOutput output,
      PollMetrics metrics,
      Clock clock,
      M1Clock m1Clock) {
    this.account = account;
    this.mapper = mapper;
    this.output = output;
    this.metrics = metrics;
    this.clock = clock;
    this.m1Clock = m1Clock;
    this.deadRows = new DeadRows(account, output, metrics);
  }

  /** The account has a campaign. */
  void begin() {
    metrics.begin(account);
  }

  /** For rows that have no campaign. */
  DeadRows deadRows() {
    return deadRows;
  }

  /** Reads a page of a campaign. */
  Listing listing(long campaign, Page<EngagementRow> page) {
    return Listing.of(account.value(), campaign, page, mapper);
  }

  /** Publishes rows of a campaign, and what that changes of its days; returns its state. */
  CampaignState publish(CampaignState campaign, CampaignDays days, List<NewRow> rows) {
    Instant now = clock.instant();
    DayBatch batch = new DayBatch();
    Map<Action, Long> events = new EnumMap<>(Action.class);
    long deadLetters = 0;
    Instant newest = Instant.MIN;
    Pace pace = campaign.pace();
    for (NewRow row : rows) {
      EngagementMapper.Mapped mapped = publish(campaign, row, now);
      if (mapped == null) {
        deadLetters++;
        batch.putAside(row.row().at());
        continue;
      }
      batch.published(mapped.event().occurredAt(), row.eventId());
      events.merge(mapped.event().action(), 1L, Long::sum);
      if (mapped.dateReadable()) {
        m1Clock.listed(mapped.event().occurredAt(), now);
        Instant at = happened(mapped, now);
        newest = at.isAfter(newest) ? at : newest;
        pace = pace.plus(EventRate.logAge(campaign.age(at)));
      }
    }
    Counts counts = campaign.counts().plus(events, deadLetters);
    days.add(batch, counts.deadLetters());
    return campaign.with(counts).with(campaign.timing().active(newest)).with(pace);
  }

  /** M1's clock may be ahead of ours: what was seen has happened. */
  private static Instant happened(EngagementMapper.Mapped mapped, Instant now) {
    Instant at = mapped.event().occurredAt();
    return at.isAfter(now) ? now : at;
  }

  /** A reading ended: rows vanished at M1, or were changed there. They stay as published. */
  void noticed(CampaignState before, CampaignState after) {
    metrics.vanished(account, after.counts().vanished() - before.counts().vanished());
    metrics.changed(account, after.changed().rows() - before.changed().rows());
    if (after.changed().isNews(before.changed())) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, account.value())
          .with(LogKey.CAMPAIGN_ID, after.id())
          .with(LogKey.COUNT, after.changed().rows())
          .say("M1 has changed many rows of a campaign: they stay as they were published");
    }
  }

  /** Null if it became a dead letter. */
  private EngagementMapper.@Nullable Mapped publish(
      CampaignState campaign, NewRow row, Instant now) {
    if (row.row() instanceof ListedRow.Damaged damaged) {
      deadRows.unreadable(row.eventId(), campaign.id(), damaged.row());
      return null;
    }
    EngagementRow readable = ((ListedRow.Readable) row.row()).row();
    Instant verifiedTo = campaign.timing().verifiedTo();
    EngagementMapper.Mapped mapped;
    try {
      mapped = mapper.map(account.value(), campaign.id(), readable, now, verifiedTo);
    } catch (RuntimeException e) {
      // A bug of ours costs this row: without it, the same row ends every task that reads it.
      deadRows.failed(row.eventId(), readable, e);
      return null;
    }
    PollOutput.Fit fit = output.engagement(row.eventId(), mapped, now, null);
    if (fit != PollOutput.Fit.PUBLISHED) {
      deadRows.unfit(row.eventId(), readable, fit);
      return null;
    }
    measure(mapped, verifiedTo, now);
    return mapped;
  }

  /**
   * Publishes the row of a dead letter.
   *
   * @param id of the event
   * @return null if the event cannot be a record, or our own code fails on it, still
   */
  EngagementMapper.@Nullable Mapped replay(
      CampaignState campaign, String id, EngagementRow row, String letter) {
    Instant now = clock.instant();
    Instant verifiedTo = campaign.timing().verifiedTo();
    EngagementMapper.Mapped mapped;
    try {
      mapped = mapper.map(account.value(), campaign.id(), row, now, verifiedTo);
    } catch (RuntimeException e) {
      return null;
    }
    if (output.engagement(id, mapped, now, letter) != PollOutput.Fit.PUBLISHED) {
      return null;
    }
    measure(mapped, null, now);
    return mapped;
  }

  private void measure(EngagementMapper.Mapped mapped, @Nullable Instant verifiedTo, Instant now) {
    metrics.published(account, mapped.event().action());
    if (mapped.event().late()) {
      metrics.late(account);
    }
    if (!mapped.dateReadable()) {
      metrics.unreadableDate(account);
    }
    if (verifiedTo != null) {
      metrics.delay(account, Duration.between(mapped.event().occurredAt(), now));
    }
  }
}
