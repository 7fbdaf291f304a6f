package io.m1bridge.edm.completeness;

import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.edm.completeness.DayTally.Asked;
import io.m1bridge.edm.completeness.DayTally.Verified;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The days of one campaign and their certificates.
 *
 * <p>A day is certified once it is over and the campaign was found complete beyond it. From then on
 * every certificate is right at any moment: rows that come later replace it in the same
 * transaction. Of a refilled day it is not known whether it was certified: rows that come later
 * withdraw what may stand. When calls are left M1 is asked how many rows it counts for the day
 * alone, which finds what the campaign's total hides: a row too many in one place and one too few
 * in another.
 *
 * <p>Why: {@code docs/rationale.md#a-certificate-is-of-a-campaign-and-a-day}.
 */
public final class CampaignDays {

  /** A date of another year is an error of whatever made the row: no call is worth it. */
  private static final int FIRST_YEAR = 1970;

  private static final int LAST_YEAR = 9999;

  private final String account;
  private final long campaignId;
  private final Duration certifyAfter;
  private final DayStore store;
  private final CertificateOutput output;

  private final TreeSet<LocalDate> unverified = new TreeSet<>();

  /** Days that M1 was not asked for, and when they were verified. */
  private final TreeMap<LocalDate, Instant> uncounted = new TreeMap<>();

  private @Nullable Instant countDueAt;
  private long rows;
  private long deadLetters;

  /**
   * @param certifyAfter how long after its end a day is certified, and after that counted
   * @param output where certificates go
   */
  public CampaignDays(
      String account,
      long campaignId,
      Duration certifyAfter,
      DayStore store,
      CertificateOutput output) {
    this.account = account;
    this.campaignId = campaignId;
    this.certifyAfter = certifyAfter;
    this.store = store;
    this.output = output;
    store.all().forEach(this::load);
    planCount();
  }

  /** Writes days that were lost, from all their rows; their certificates may stand. */
  public static void refill(DayStore store, DayBatch rows) {
    rows.days().forEach((day, all) -> store.put(day, DayTally.NONE.plus(all).refilled()));
  }

  private void load(LocalDate day, DayTally tally) {
    rows += tally.rows();
    deadLetters += tally.deadLetters();
    if (tally.changed()) {
      unverified.add(day);
    } else if (tally.asked() == null && countable(day)) {
      uncounted.put(day, Objects.requireNonNull(tally.verified()).at());
    }
  }

  /**
   * Rows were published.
   *
   * @param campaignDeadLetters of the campaign so far, these included
   */
  public void add(DayBatch batch, long campaignDeadLetters) {
    batch
        .days()
        .forEach(
            (day, more) -> {
              DayTally before = tally(day);
              DayTally tally = before.plus(more);
              store.put(day, tally);
              rows += more.rows();
              deadLetters += tally.deadLetters() - before.deadLetters();
              unverified.add(day);
              uncounted.remove(day);
              if (tally.verified() != null) {
                publish(day, tally, tally.verified(), campaignDeadLetters);
              } else if (before.mayBeCertified()) {
                output.withdrawn(CompletenessCertificate.key(account, campaignId, day));
              }
            });
    planCount();
  }

  /**
   * The campaign was found complete.
   *
   * @param to up to here
   * @param at now
   * @param published events of the campaign; where it has some that were published before days were
   *     kept, nothing is certified
   * @param campaignDeadLetters its dead letters
   */
  public void verified(Instant to, Instant at, long published, long campaignDeadLetters) {
    if (published != rows) {
      return;
    }
    Verified now = new Verified(to, at);
    for (Iterator<LocalDate> days = unverified.iterator(); days.hasNext(); ) {
      LocalDate day = days.next();
      Instant end = end(day);
      if (end.isAfter(to) || end.plus(certifyAfter).isAfter(at)) {
        break;
      }
      days.remove();
      DayTally tally = tally(day).with(now);
      store.put(day, tally);
      if (countable(day)) {
        uncounted.put(day, at);
      }
      publish(day, tally, now, campaignDeadLetters);
    }
    planCount();
  }

  /** When M1 is to be asked for a day; empty if for none. */
  public Optional<Instant> countDueAt() {
    return Optional.ofNullable(countDueAt);
  }

  /** A day to ask M1 for; empty if none is due. */
  public Optional<LocalDate> dayToCount(Instant now) {
    return uncounted.entrySet().stream()
        .filter(entry -> !entry.getValue().plus(certifyAfter).isAfter(now))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** How many rows of the day are published, dead letters included. */
  public long known(LocalDate day) {
    return tally(day).known();
  }

  /** The same of all days. */
  public long known() {
    return rows + deadLetters;
  }

  /**
   * M1 answered.
   *
   * @param askedAt when the call was made; of no use if the day has changed since
   * @param count empty if M1 has none for a day
   * @return how many rows it counts that are not known, those left out that may be dead letters; 0
   *     if it counts none or fewer
   */
  public long counted(
      LocalDate day, Instant askedAt, OptionalLong count, long campaignDeadLetters) {
    Instant verifiedAt = uncounted.get(day);
    if (verifiedAt == null || askedAt.isBefore(verifiedAt)) {
      return 0;
    }
    uncounted.remove(day);
    planCount();
    DayTally tally =
        tally(day).with(new Asked(askedAt, count.isPresent() ? count.getAsLong() : null));
    store.put(day, tally);
    if (count.isEmpty()) {
      return 0;
    }
    publish(day, tally, Objects.requireNonNull(tally.verified()), campaignDeadLetters);
    long undated = campaignDeadLetters - deadLetters;
    return Math.max(0, count.getAsLong() - tally.known() - undated);
  }

  private DayTally tally(LocalDate day) {
    DayTally kept = store.get(day);
    return kept == null ? DayTally.NONE : kept;
  }

  private void planCount() {
    countDueAt =
        uncounted.values().stream()
            .min(Comparator.naturalOrder())
            .map(at -> at.plus(certifyAfter))
            .orElse(null);
  }

  private void publish(LocalDate day, DayTally tally, Verified verified, long campaignDeadLetters) {
    Asked asked = tally.asked();
    Long count = asked == null ? null : asked.rows();
    output.certificate(
        new CompletenessCertificate(
            account,
            campaignId,
            day,
            tally.rows(),
            tally.idsHash(),
            tally.lateRows(),
            tally.deadLetters(),
            campaignDeadLetters - deadLetters,
            verified.to(),
            verified.at(),
            count,
            count == null ? null : Math.max(0, count - tally.known()),
            count == null ? null : Math.max(0, tally.known() - count),
            count == null ? null : Objects.requireNonNull(asked).at()));
  }

  /** Whether M1 may be asked for it: its times are milliseconds since 1970. */
  private static boolean countable(LocalDate day) {
    return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
  }

  private static Instant end(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofDays(1));
  }
}
