package io.m1bridge.edm.poll;

import io.m1bridge.contracts.CampaignDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far an account's M1 dates behind our clock, as far as can be seen: its clock may be wrong, or
 * its times may be meant for another zone. Then a fresh campaign looks hours old. For the schedule
 * only: an event keeps the time that M1 gives it, for ids and subscribers rest on it.
 *
 * <p>A campaign that the list lacked a minute ago is new, whatever its date says. A row that is
 * there has happened, so M1 is not further behind than its date; that corrects a campaign which was
 * made hours before M1 listed it.
 */
final class M1Clock {

  /** No two zones are further apart: what is dated earlier was made earlier. */
  private static final Duration MOST = Duration.ofDays(1);

  private final Consumer<Duration> saver;
  private Duration behind;
  private Instant seenAt = Instant.MIN;

  /** How far M1 is ahead at least; not kept, since what it lists tells again. */
  private Duration ahead = Duration.ZERO;

  /**
   * @param behind what was seen so far; not negative
   * @param saver told when it changes
   */
  M1Clock(Duration behind, Consumer<Duration> saver) {
    this.behind = behind;
    this.saver = saver;
  }

  /** Not negative. */
  Duration behind() {
    return behind;
  }

  /** What M1 calls a time of ours. */
  Instant at(Instant ours) {
    return ours.minus(behind);
  }

  /**
   * How long it takes until M1 sends a campaign; zero where it was sent, or that is not known. A
   * time that has come by M1's clock is not ahead, however far ahead of ours it is.
   */
  Duration untilSent(CampaignDescriptor campaign, Instant now) {
    Instant sentAt = campaign.sentAt();
    Instant latest = at(now).plus(ahead);
    return sentAt == null || !sentAt.isAfter(latest)
        ? Duration.ZERO
        : Duration.between(latest, sentAt);
  }

  /**
   * M1 lists a campaign that was made then: its clock shows that time or a later one.
   *
   * @param createdAt null: it does not say
   * @param now by our clock
   */
  void made(@Nullable Instant createdAt, Instant now) {
    if (createdAt != null) {
      happened(createdAt, now);
    }
  }

  private void happened(Instant date, Instant now) {
    Duration least = Duration.between(now, date);
    if (least.compareTo(ahead) > 0 && least.compareTo(MOST) <= 0) {
      ahead = least;
    }
  }

  /**
   * M1 lists a campaign that it did not list before.
   *
   * @param before when it listed all campaigns but this one
   * @param now when it listed this one
   */
  void appeared(CampaignDescriptor campaign, Instant before, Instant now) {
    Optional<Instant> dated =
        Stream.of(campaign.createdAt(), campaign.sentAt())
            .flatMap(Stream::ofNullable)
            .max(Instant::compareTo);
    if (dated.isEmpty() || dated.get().isAfter(now)) {
      return; // It is planned, or M1 is ahead: neither tells that M1 is behind.
    }
    Duration lag = Duration.between(dated.get(), before);
    if (lag.compareTo(MOST) > 0) {
      return;
    }
    Duration seen = lag.isNegative() ? Duration.ZERO : lag;
    // Of several that are new the one of the latest date tells most.
    set(now.equals(seenAt) && behind.compareTo(seen) < 0 ? behind : seen);
    seenAt = now;
  }

  /**
   * M1 lists a row of that date.
   *
   * @param now by our clock
   */
  void listed(Instant date, Instant now) {
    happened(date, now);
    Duration most = Duration.between(date, now);
    if (most.compareTo(behind) < 0) {
      set(most.isNegative() ? Duration.ZERO : most);
    }
  }

  private void set(Duration other) {
    if (!other.equals(behind)) {
      behind = other;
      saver.accept(other);
    }
  }
}
