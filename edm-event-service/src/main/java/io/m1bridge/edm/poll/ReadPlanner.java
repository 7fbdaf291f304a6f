package io.m1bridge.edm.poll;

import io.m1bridge.edm.poll.CampaignRead.Part;
import io.m1bridge.edm.poll.RowSearch.Piece;
import io.m1bridge.edm.session.Known;
import io.m1bridge.edm.session.LearningLedger;
import io.m1bridge.edm.session.PollSession;
import io.m1bridge.edm.session.PollSession.Mode;
import io.m1bridge.edm.session.RowLedger;
import java.time.Duration;
import java.time.Instant;

/** What kind of reading a campaign needs next. */
final class ReadPlanner {

  /** Old campaigns whose count is of no use are read whole so many times more rarely. */
  private static final int RARELY = 28;

  /** A list of so many pages costs little to be read again. */
  static final int SHORT_PAGES = 5;

  private final PollSettings settings;
  private final boolean putsAway;

  /**
   * @param putsAway whether rows of campaigns at rest may leave the ledger
   */
  ReadPlanner(PollSettings settings, boolean putsAway) {
    this.settings = settings;
    this.putsAway = putsAway;
  }

  /**
   * @param limit rows to ask for
   * @param paged whether M1's list of this campaign has more than one page to give
   * @param brief whether rows that are missing below the new ones are looked for another time
   */
  CampaignRead next(
      CampaignState campaign,
      RowLedger ledger,
      Instant now,
      int limit,
      boolean paged,
      boolean brief) {
    boolean resting = campaign.timing().resting(now);
    if (!resting && fullReadDue(campaign, now)) {
      return body(ledger, now, limit);
    }
    boolean byCount = !resting && !campaign.counts().countUnusable();
    // M1's count may be that of one page: once, the end of the list is looked for itself.
    boolean proveEnd = paged && campaign.timing().verifiedAt() == null;
    boolean learns = campaign.changes() == null || campaign.counts().vanished() > 0;
    RowLedger rows = learns ? new LearningLedger(ledger) : ledger;
    PollSession session =
        new PollSession(
            rows,
            byCount ? byCount(campaign, brief) : Mode.NEWEST,
            known(campaign),
            proveEnd,
            limit);
    return new CampaignRead(Part.LIFE, session, cut(now), null);
  }

  private static Known known(CampaignState campaign) {
    Counts counts = campaign.counts();
    return new Known(counts.accounted(), counts.unlisted(), campaign.changed().rows());
  }

  /** Where M1 counts more than it lists, or has yet to show what it does, all of it is read. */
  private static Mode byCount(CampaignState campaign, boolean brief) {
    boolean known = campaign.timing().verifiedAt() != null && campaign.counts().unlisted() == 0;
    return brief && known ? Mode.BRIEF : Mode.BY_COUNT;
  }

  /** Seconds that a search for missing rows has to save, over all of them. */
  double searchWorth(CampaignState campaign, int limit) {
    double pages = (double) campaign.counts().accounted() / limit;
    return pages <= SHORT_PAGES ? 0 : settings.callWorth() * Piece.calls(pages);
  }

  /** Up to where a reading can verify that begins now. */
  Instant cut(Instant now) {
    return now.minus(settings.settle());
  }

  /**
   * M1's count alone, by its first page: some count only what a page has, so it has to be as large
   * as ever.
   *
   * @param rowsLost whether the rows that were put away cannot be had back
   */
  CampaignRead count(
      CampaignState campaign, RowLedger ledger, boolean rowsLost, Instant now, int limit) {
    PollSession session = new PollSession(ledger, Mode.BY_COUNT, known(campaign), false, limit);
    return CampaignRead.count(session, cut(now), rowsLost);
  }

  /**
   * Whether nothing is expected of a campaign any more, and what was published of it can be read
   * back: dead letters are not kept for ever, and those that were replayed are in the ledger twice.
   */
  boolean isAtRest(CampaignState campaign, Instant now) {
    Counts counts = campaign.counts();
    Timing timing = campaign.timing();
    Instant quietSince = now.minus(settings.putAwayAfter());
    return putsAway
        && counts.published() > 0
        && counts.deadLetters() == 0
        && counts.replayed() == 0
        && counts.agree()
        && !counts.countUnusable()
        && timing.verifiedAt() != null
        && timing.shown() == null
        && !lastFullRead(campaign).isAfter(quietSince)
        && !timing.activeAt().isAfter(quietSince)
        && settings.fullReads().stream().allMatch(age -> age.compareTo(campaign.age(now)) <= 0)
        && !fullReadDue(campaign, now);
  }

  /** A full read. */
  CampaignRead body(RowLedger ledger, Instant now, int limit) {
    return new CampaignRead(Part.BODY, whole(ledger, limit), cut(now), null);
  }

  /**
   * Whether a full read may begin just because counts do not fit: that of a long list costs as much
   * as an hour of polls, and rows of some lists vanish all the time.
   *
   * @param pageSize rows in one of M1's pages, as far as known
   */
  boolean mayReadWhole(CampaignState campaign, int pageSize, Instant now) {
    Instant lastAt = campaign.timing().wholeListAt();
    boolean isShort = campaign.counts().accounted() <= (long) SHORT_PAGES * pageSize;
    return !campaign.timing().resting(now)
        && (isShort || lastAt == null || !lastAt.plus(settings.fullReadPause()).isAfter(now));
  }

  /** What a full read ends with. */
  CampaignRead head(CampaignRead body, RowLedger ledger, long bodyListed, int limit) {
    return new CampaignRead(Part.HEAD, whole(ledger, limit), body.cut(), body.body(bodyListed));
  }

  int pageSize() {
    return settings.pageSize();
  }

  private static PollSession whole(RowLedger ledger, int limit) {
    return new PollSession(new LearningLedger(ledger), Mode.WHOLE, new Known(0, 0, 0), true, limit);
  }

  /** The whole life of the campaign: late rows may stand anywhere in it. */
  PollWindow life(CampaignState campaign, Instant now) {
    Instant earliest = campaign.earliest();
    Instant from = earliest == null ? now.minus(settings.discoveryBack()) : earliest;
    return PollWindow.around(
        from.isBefore(now) ? from : now, settings.windowBefore(), now, settings.windowAfter());
  }

  /** Where there was none: one that was old already when it was first seen gets none. */
  private static Instant lastFullRead(CampaignState campaign) {
    Instant lastAt = campaign.timing().wholeListAt();
    return lastAt == null ? campaign.descriptor().firstSeenAt() : lastAt;
  }

  boolean fullReadDue(CampaignState campaign, Instant now) {
    if (campaign.changes() == null
        && campaign.counts().published() > 0
        && campaign.age(now).compareTo(settings.dailyAfter()) <= 0) {
      return true; // To learn its cores, before M1 changes the rows.
    }
    Instant since = lastFullRead(campaign);
    Duration ageThen = campaign.age(since);
    Duration ageNow = campaign.age(now);
    if (settings.fullReads().stream()
        .anyMatch(age -> ageThen.compareTo(age) < 0 && age.compareTo(ageNow) <= 0)) {
      return true;
    }
    // Without a count nothing but the list tells of late rows.
    Duration pause =
        ageNow.compareTo(settings.dailyAfter()) <= 0
            ? settings.fullReadPause()
            : settings.fullReadPause().multipliedBy(RARELY);
    return campaign.counts().countUnusable() && !since.plus(pause).isAfter(now);
  }
}
