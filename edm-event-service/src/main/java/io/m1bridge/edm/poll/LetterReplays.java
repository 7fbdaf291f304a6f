package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.completeness.CampaignDays;
import io.m1bridge.edm.completeness.DayBatch;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.session.RowKey;
import io.m1bridge.edm.session.RowLedger;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.wire.KeptRow;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of dead letters of one account again. Each is published once, whether a poll of a
 * version that can read it saw it before or will see it later: it stands in the ledger like any
 * other, and the letter is remembered.
 */
final class LetterReplays {

  private static final Logger LOG = LoggerFactory.getLogger(LetterReplays.class);

  private final AccountDescriptor account;
  private final PollStore store;
  private final RowPublisher publisher;
  private final EngagementMapper mapper;
  private final PollMetrics metrics;

  /** What became of one. */
  enum Outcome {
    PUBLISHED,
    /** A poll has published the row meanwhile. */
    PUBLISHED_BEFORE,
    REPLAYED_BEFORE,
    /** Still. */
    UNREADABLE,
    /** Its event still cannot be a record. */
    UNFIT,
    /** It is none of the letters of this incarnation, or of no campaign that is known here. */
    UNKNOWN;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  LetterReplays(
      AccountDescriptor account,
      PollStore store,
      RowPublisher publisher,
      EngagementMapper mapper,
      PollMetrics metrics) {
    this.account = account;
    this.store = store;
    this.publisher = publisher;
    this.mapper = mapper;
    this.metrics = metrics;
  }

  /** A letter of a campaign is replayed. */
  void replay(CampaignPoll poll, CampaignDays days, Order.Replay order) {
    replayed(order, outcome(poll, days, order));
  }

  /** A letter is of a campaign that is not known here: one that is removed, or never was. */
  void ofUnknownCampaign(Order.Replay order) {
    replayed(order, Outcome.UNKNOWN);
  }

  private void replayed(Order.Replay order, Outcome outcome) {
    metrics.replayed(new AccountId(account.account()), outcome.word());
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, account.account())
        .with(LogKey.CAMPAIGN_ID, order.campaign())
        .with(LogKey.OUTCOME, outcome.word())
        .say("A dead letter was replayed");
  }

  private Outcome outcome(CampaignPoll poll, CampaignDays days, Order.Replay order) {
    RowLedger ledger = store.ledger(account, order.campaign());
    Optional<EngagementIds.Parsed> id =
        EngagementIds.parse(order.letter())
            .filter(parsed -> ledger.published(parsed.fingerprint()) >= parsed.ordinal());
    if (id.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    ReplayedLetters replayed =
        new ReplayedLetters(store.replayedLetters(account), account.account(), order.campaign());
    if (replayed.has(order.letter())) {
      return Outcome.REPLAYED_BEFORE;
    }
    Optional<EngagementRow> row = KeptRow.engagement(order.campaign(), order.row());
    if (row.isEmpty()) {
      return Outcome.UNREADABLE;
    }
    // One that could be read stands in the ledger as the row that it is, and its id is the event's.
    return isOfUnreadable(order, id.get().fingerprint())
        ? nowReadable(poll, days, order, row.get(), ledger, replayed)
        : nowFit(poll, days, order, row.get(), replayed);
  }

  private boolean isOfUnreadable(Order.Replay order, RowFingerprint letter) {
    return letter.equals(
        EngagementIds.ofUnreadable(account.account(), order.campaign(), order.row()));
  }

  private Outcome nowFit(
      CampaignPoll poll,
      CampaignDays days,
      Order.Replay order,
      EngagementRow row,
      ReplayedLetters replayed) {
    DayBatch batch = new DayBatch();
    batch.takenBack(mapper.date(row.eventDate()));
    RowCore core = RowCore.of(row, fingerprint(row));
    return publish(poll, days, order, order.letter(), row, batch)
        ? settled(replayed, order, core, Outcome.PUBLISHED)
        : Outcome.UNFIT;
  }

  private Outcome nowReadable(
      CampaignPoll poll,
      CampaignDays days,
      Order.Replay order,
      EngagementRow row,
      RowLedger ledger,
      ReplayedLetters replayed) {
    RowFingerprint fingerprint = fingerprint(row);
    RowKey key = new RowKey(fingerprint, RowCore.of(row, fingerprint));
    int published = ledger.published(fingerprint);
    if (Math.max(published, ledger.published(key.core())) > replayed.of(key.core())) {
      CampaignState before = poll.state();
      poll.save(before.with(before.counts().withReplayed()));
      return settled(replayed, order, key.core(), Outcome.PUBLISHED_BEFORE);
    }
    String id = EngagementIds.id(fingerprint, published + 1);
    if (!publish(poll, days, order, id, row, new DayBatch())) {
      return Outcome.UNFIT;
    }
    ledger.add(key);
    return settled(replayed, order, key.core(), Outcome.PUBLISHED);
  }

  private RowFingerprint fingerprint(EngagementRow row) {
    return EngagementIds.fingerprint(
        account.account(), row.campaignId(), EngagementMapper.identity(row));
  }

  /** Returns whether it is published. */
  private boolean publish(
      CampaignPoll poll,
      CampaignDays days,
      Order.Replay order,
      String id,
      EngagementRow row,
      DayBatch batch) {
    CampaignState before = poll.state();
    EngagementMapper.Mapped mapped = publisher.replay(before, id, row, order.letter());
    if (mapped == null) {
      return false;
    }
    batch.published(mapped.event().occurredAt(), id);
    Counts counts = before.counts().plus(Map.of(mapped.event().action(), 1L), 0).withReplayed();
    days.add(batch, counts.deadLetters());
    poll.save(before.with(counts));
    return true;
  }

  private static Outcome settled(
      ReplayedLetters replayed, Order.Replay order, RowCore core, Outcome outcome) {
    replayed.add(order.letter(), core);
    return outcome;
  }
}
