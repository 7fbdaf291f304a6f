package io.m1bridge.edm.poll;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backfill of one account: the last that was ordered. Its campaigns are looked for together
 * with the new ones, in a wider window, which costs no call.
 *
 * <p>Why: {@code docs/rationale.md#a-backfill-is-one-instant-that-campaigns-are-compared-with}.
 */
final class Backfills {

  private static final Logger LOG = LoggerFactory.getLogger(Backfills.class);

  /** A window that M1 fails on so often is given up: it must not keep new campaigns from us. */
  private static final int TRIES = 3;

  private final String account;
  private final Runnable saver;
  private @Nullable Backfill current;
  private @Nullable Backfill asked;
  private int failures;

  /**
   * @param saver saves the account's state
   */
  Backfills(String account, @Nullable Backfill current, Runnable saver) {
    this.account = account;
    this.current = current;
    this.saver = saver;
  }

  @Nullable Backfill current() {
    return current;
  }

  /** Takes the place of any before; one that is not newer was read before, and is left out. */
  void begin(Backfill ordered) {
    Backfill before = current;
    if (before != null && !ordered.at().isAfter(before.at())) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.BY, String.valueOf(ordered.by()))
          .say("A backfill that is not newer than the last one is left out");
      return;
    }
    failures = 0;
    set(ordered);
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, account)
        .with(LogKey.BY, String.valueOf(ordered.by()))
        .say("A backfill begins");
  }

  /** Orders what is left to do of a campaign. */
  void order(CampaignPoll campaign) {
    Backfill known = current;
    campaign.orders().read(known != null && known.covers(campaign.state()) ? known : null);
  }

  /**
   * How far back M1 is asked for campaigns now, which the next answer is about.
   *
   * @param usual without a backfill
   */
  Duration back(Duration usual, Instant now) {
    Backfill known = current;
    asked = known;
    if (known == null || !known.wantsListing()) {
      return usual;
    }
    Duration wanted = Duration.between(known.from(), now);
    return wanted.compareTo(usual) > 0 ? wanted : usual;
  }

  /** M1 listed campaigns. */
  void listed(Instant askedAt) {
    Backfill known = current;
    if (known != null && known.wantsListing() && known.equals(asked)) {
      set(known.listed(askedAt));
    }
  }

  /** M1 did not. */
  void notListed(Failure failure) {
    Backfill known = current;
    if (known == null || !known.wantsListing() || !known.equals(asked)) {
      return;
    }
    failures++;
    if (failure.refused() || failures >= TRIES) {
      set(known.refused(failure.why()));
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.REASON, failure.why())
          .say("M1 does not list the campaigns of a backfill's range");
    }
  }

  private void set(Backfill other) {
    current = other;
    saver.run();
  }
}
