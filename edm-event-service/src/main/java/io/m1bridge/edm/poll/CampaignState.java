package io.m1bridge.edm.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a campaign but its ledger.
 *
 * @param pace its recent rows; of a state that was kept before there was one, by the prior
 * @param tries of the last backfill that could not have its whole list; null if none was
 * @param changes rows that M1 changed; null until its whole list was seen by a version that keeps
 *     the cores of rows
 * @param witnessed what a second witness told; null if none was asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignState(
    CampaignDescriptor descriptor,
    Counts counts,
    Timing timing,
    Pace pace,
    @Nullable Tries tries,
    @Nullable Changes changes,
    @Nullable Witnessed witnessed) {

  /** Of one that no second witness told of. */
  public CampaignState(
      CampaignDescriptor descriptor,
      Counts counts,
      Timing timing,
      Pace pace,
      @Nullable Tries tries,
      @Nullable Changes changes) {
    this(descriptor, counts, timing, pace, tries, changes, null);
  }

  /**
   * Readings for a backfill that did not end with the whole list.
   *
   * @param of when it was ordered
   */
  public record Tries(Instant of, int readings) {}

  public CampaignState {
    if (pace == null) {
      Instant seenTo = timing.lastPollAt();
      pace =
          seenTo == null
              ? Pace.NONE
              : Pace.even(counts.published(), sinceSending(descriptor, seenTo));
    }
  }

  static CampaignState discovered(CampaignDescriptor descriptor, Instant now) {
    return new CampaignState(
        descriptor,
        Counts.none(),
        Timing.first(now, begin(descriptor).orElse(now)),
        Pace.NONE,
        null,
        Changes.NONE);
  }

  long id() {
    return descriptor.campaignId();
  }

  /** M1 listed it again, perhaps with another subject or status. */
  CampaignState describedBy(CampaignDescriptor seen) {
    CampaignDescriptor merged =
        new CampaignDescriptor(
            seen.account(),
            seen.campaignId(),
            seen.subject(),
            seen.thumbnail(),
            seen.createdAt(),
            seen.sentAt(),
            seen.status(),
            descriptor.firstSeenAt());
    return new CampaignState(merged, counts, timing, pace, tries, changes, witnessed);
  }

  CampaignState with(Counts other) {
    return new CampaignState(descriptor, other, timing, pace, tries, changes, witnessed);
  }

  CampaignState with(Timing other) {
    return new CampaignState(descriptor, counts, other, pace, tries, changes, witnessed);
  }

  CampaignState with(Pace other) {
    return new CampaignState(descriptor, counts, timing, other, tries, changes, witnessed);
  }

  CampaignState with(Changes other) {
    return new CampaignState(descriptor, counts, timing, pace, tries, other, witnessed);
  }

  CampaignState with(Witnessed more) {
    Witnessed all = witnessed == null ? more : witnessed.plus(more);
    return new CampaignState(descriptor, counts, timing, pace, tries, changes, all);
  }

  /** Rows that M1 changed, as far as is known. */
  public Changes changed() {
    return changes == null ? Changes.NONE : changes;
  }

  /** Whether its list was found complete just then, by a count that can be believed. */
  boolean isProven(Instant now) {
    return now.equals(timing.verifiedAt()) && !counts.countUnusable();
  }

  /** What is wrong with it, for a person; null if all is well. */
  public @Nullable String shown() {
    String problem = timing.shown();
    return problem == null ? changed().shown() : problem;
  }

  /** Its whole list was not to be had for the backfill that was ordered then. */
  CampaignState tried(Instant ordered) {
    return new CampaignState(
        descriptor,
        counts,
        timing,
        pace,
        new Tries(ordered, tries(ordered) + 1),
        changes,
        witnessed);
  }

  /** How often it was not, for that one. */
  int tries(Instant ordered) {
    return tries != null && tries.of().equals(ordered) ? tries.readings() : 0;
  }

  /** How long ago it was sent; created or first seen where M1 does not say. Never negative. */
  Duration age(Instant now) {
    return sinceSending(descriptor, now);
  }

  /** How long ago anything happened in it. Never negative. */
  Duration quiet(Instant now) {
    return now.isBefore(timing.activeAt())
        ? Duration.ZERO
        : Duration.between(timing.activeAt(), now);
  }

  /** How long ago it was last polled, or first seen if never. Never negative. */
  Duration unread(Instant now) {
    Instant last = timing.lastPollAt();
    return notNegative(Duration.between(last == null ? descriptor.firstSeenAt() : last, now));
  }

  /**
   * How long ago everything was found complete, or it was first seen if that never was. Never
   * negative.
   */
  Duration lag(Instant now) {
    Instant to = timing.verifiedTo();
    return notNegative(Duration.between(to == null ? descriptor.firstSeenAt() : to, now));
  }

  /**
   * From when on it may have rows: the earlier of creation and sending; null if M1 told neither.
   */
  @Nullable Instant earliest() {
    Instant created = descriptor.createdAt();
    Instant sent = descriptor.sentAt();
    if (created == null || sent == null) {
      return created == null ? sent : created;
    }
    return created.isBefore(sent) ? created : sent;
  }

  /** What the table of statistics is told of it. */
  CampaignCounts told() {
    return new CampaignCounts(
        descriptor.account(),
        descriptor.campaignId(),
        counts.published(),
        counts.atM1(),
        counts.deadLetters(),
        counts.byAction(),
        timing.verifiedTo(),
        timing.verifiedAt());
  }

  private static Optional<Instant> begin(CampaignDescriptor descriptor) {
    return Optional.ofNullable(
        descriptor.sentAt() == null ? descriptor.createdAt() : descriptor.sentAt());
  }

  private static Duration sinceSending(CampaignDescriptor descriptor, Instant at) {
    Instant begin = begin(descriptor).orElse(descriptor.firstSeenAt());
    return at.isBefore(begin) ? Duration.ZERO : Duration.between(begin, at);
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
