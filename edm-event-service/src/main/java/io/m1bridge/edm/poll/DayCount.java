package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.edm.completeness.CampaignDays;
import io.m1bridge.edm.session.ListedRow;
import io.m1bridge.edm.session.Listing;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks M1 how many rows it counts for a day that is certified: one row of a page, for its total.
 * Only with calls that nothing else wants. A day that M1 refuses has no count. Where it counts more
 * than is known, the campaign's list is read again.
 */
final class DayCount implements Work {

  /** After a failure: whether M1 answers at all is for the polls to find out. */
  private static final Duration REST = Duration.ofHours(1);

  private final CampaignPoll poll;
  private final CampaignDays days;
  private final AccountCalls calls;
  private final RowPublisher publisher;
  private final Clock clock;

  private boolean underWay;
  private boolean windowsIgnored;
  private @Nullable Instant restUntil;

  DayCount(
      CampaignPoll poll,
      CampaignDays days,
      AccountCalls calls,
      RowPublisher publisher,
      Clock clock) {
    this.poll = poll;
    this.days = days;
    this.calls = calls;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** The campaign's. */
  CampaignDays days() {
    return days;
  }

  @Override
  public Optional<Instant> dueAt() {
    if (underWay || windowsIgnored || poll.state().counts().countUnusable()) {
      return Optional.empty();
    }
    Instant rested = restUntil;
    return days.countDueAt().map(at -> rested == null || at.isAfter(rested) ? at : rested);
  }

  @Override
  public double gain(Instant now) {
    return 0;
  }

  @Override
  public boolean overdue(Instant now) {
    return false;
  }

  @Override
  public void start(Permit permit) {
    Instant now = clock.instant();
    LocalDate day = days.dayToCount(now).orElseThrow();
    PollWindow window = PollWindow.day(day);
    underWay = true;
    calls.make(
        permit,
        new M1Call.ListEngagement(
            poll.state().id(), CampaignPoll.ALL, window.start(), window.end(), 1, 1),
        poll,
        new Answers(day));
  }

  private final class Answers implements CallHandler<Page<EngagementRow>> {

    private final LocalDate day;

    Answers(LocalDate day) {
      this.day = day;
    }

    @Override
    public void answered(Page<EngagementRow> page, Instant askedAt) {
      underWay = false;
      Listing listing = publisher.listing(poll.state().id(), page);
      PollWindow window = PollWindow.day(day);
      windowsIgnored =
          listing.rows().stream()
              .map(ListedRow::at)
              .flatMap(Stream::ofNullable)
              .anyMatch(at -> !window.contains(at));
      OptionalLong count = windowsIgnored ? OptionalLong.empty() : ofDay(listing);
      Counts counts = poll.state().counts();
      long unknown = days.counted(day, askedAt, count, counts.deadLetters());
      if (unknown > counts.unlisted()) {
        poll.doubt();
      }
    }

    /** M1's count, unless it is that of the page or of the whole campaign. */
    private OptionalLong ofDay(Listing listing) {
      long known = days.known(day);
      OptionalLong total = listing.total();
      boolean ofPage = total.isPresent() && total.getAsLong() < known && isOfPage(listing);
      boolean ofAll =
          total.isPresent()
              && total.getAsLong() > known
              && days.known() > known
              && Objects.equals(poll.state().counts().atM1(), total.getAsLong());
      return ofPage || ofAll ? OptionalLong.empty() : total;
    }

    private boolean isOfPage(Listing listing) {
      return listing.total().orElse(-1) == listing.rows().size();
    }

    @Override
    public void failed(Failure failure) {
      underWay = false;
      if (failure.refused() && !failure.ofAccount()) {
        // The answer to the same question would be the same, and other days would wait behind it.
        Instant now = clock.instant();
        days.counted(day, now, OptionalLong.empty(), poll.state().counts().deadLetters());
      } else {
        restUntil = clock.instant().plus(REST);
      }
    }

    @Override
    public void notMade() {
      underWay = false;
    }
  }
}
