package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.edm.engagement.BoundedText;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the account's campaigns, with a wide window: whether M1 filters by creation or by
 * sending is open. What was seen once is kept, listed or not.
 */
final class Discovery implements Work, CallHandler<Rows<M1Answers.Campaign>> {

  /** Subjects and addresses of pictures: more is cut, for every campaign is a record. */
  private static final int LONGEST_TEXT = 2_000;

  /** Not more often, also where it could tell whose trouble it is. */
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(10);

  private final String account;
  private final AccountCalls calls;
  private final PollSettings settings;
  private final IntFunction<Duration> backoff;
  private final Clock clock;
  private final DamagedCampaigns damaged;
  private final Backfills backfills;
  private final Consumer<CampaignDescriptor> found;

  private Instant nextAt;
  private Instant startedAt = Instant.MIN;
  private boolean underWay;
  private int failures;
  private @Nullable Instant lastAt;
  private @Nullable Instant completeAt;
  private @Nullable String problem;

  Discovery(
      String account,
      AccountCalls calls,
      PollSettings settings,
      IntFunction<Duration> backoff,
      Clock clock,
      DamagedCampaigns damaged,
      Backfills backfills,
      Consumer<CampaignDescriptor> found) {
    this.account = account;
    this.calls = calls;
    this.settings = settings;
    this.backoff = backoff;
    this.clock = clock;
    this.damaged = damaged;
    this.backfills = backfills;
    this.found = found;
    this.nextAt = clock.instant();
  }

  /** When M1 last listed the campaigns; null if it has not yet. */
  @Nullable Instant lastAt() {
    return lastAt;
  }

  /**
   * When M1 last listed them all, before the listing that is being read; null if it has not yet, or
   * if some could not be read.
   */
  @Nullable Instant completeAt() {
    return completeAt;
  }

  /** Why M1 does not list them; null if it does. */
  @Nullable String problem() {
    return problem;
  }

  /** Makes it due soon. */
  void probe() {
    Instant soon =
        startedAt.isBefore(clock.instant().minus(BETWEEN_PROBES))
            ? clock.instant()
            : startedAt.plus(BETWEEN_PROBES);
    if (soon.isBefore(nextAt)) {
      nextAt = soon;
    }
  }

  @Override
  public Optional<Instant> dueAt() {
    return underWay ? Optional.empty() : Optional.of(nextAt);
  }

  /** One call a minute finds every new campaign: it goes before all others. */
  @Override
  public double gain(Instant now) {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean overdue(Instant now) {
    return false;
  }

  @Override
  public void start(Permit permit) {
    underWay = true;
    Instant now = clock.instant();
    startedAt = now;
    PollWindow window =
        PollWindow.around(
            now, backfills.back(settings.discoveryBack(), now), now, settings.windowAfter());
    calls.make(permit, new M1Call.ListCampaigns(window.start(), window.end()), this, this);
  }

  @Override
  public void answered(Rows<M1Answers.Campaign> campaigns, Instant askedAt) {
    damaged.publish(campaigns.damaged());
    for (M1Answers.Campaign campaign : campaigns.rows()) {
      found.accept(describe(campaign, askedAt));
    }
    backfills.listed(askedAt);
    lastAt = askedAt;
    completeAt = campaigns.damaged().isEmpty() ? askedAt : null;
    problem = null;
    failures = 0;
    again(settings.discoveryInterval());
  }

  @Override
  public void failed(Failure failure) {
    backfills.notListed(failure);
    problem = failure.why();
    failures++;
    Duration wait = backoff.apply(failures);
    again(wait.compareTo(failure.atLeast()) > 0 ? wait : failure.atLeast());
  }

  @Override
  public void notMade() {
    again(Duration.ZERO);
  }

  private void again(Duration wait) {
    nextAt = clock.instant().plus(wait);
    underWay = false;
  }

  private CampaignDescriptor describe(M1Answers.Campaign campaign, Instant now) {
    return new CampaignDescriptor(
        account,
        campaign.id(),
        orNull(campaign.subject()),
        orNull(campaign.thumbnail()),
        campaign.createTime().orElse(null),
        campaign.sendTime().orElse(null),
        campaign.status().orElse(null),
        now);
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : BoundedText.shown(text, LONGEST_TEXT);
  }
}
