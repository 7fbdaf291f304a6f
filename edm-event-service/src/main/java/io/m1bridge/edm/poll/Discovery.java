package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.edm.engagement.BoundedText;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the account's campaigns, with windows as wide as M1 takes: whether M1 filters by
 * creation or by sending is open. What was seen once is kept, listed or not.
 */
final class Discovery implements Work, CallHandler<Rows<M1Answers.Campaign>> {

  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

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

  private final CampaignWindows windows;
  private Instant nextAt;
  private Instant startedAt = Instant.MIN;
  private boolean underWay;
  private int failures;
  private @Nullable Duration saidWidth;
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
    this.windows = new CampaignWindows(settings.windowAfter());
    this.nextAt = clock.instant();
  }

  /** When M1 last listed the campaigns; null if it has not yet. */
  @Nullable Instant lastAt() {
    return lastAt;
  }

  /**
   * When M1 last listed the newest of them, before the listing that is being read; null if it has
   * not yet, if some could not be read, or if older ones are being read.
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
    PollWindow window = windows.next(backfills.back(settings.discoveryBack(), now), now);
    calls.make(permit, new M1Call.ListCampaigns(window.start(), window.end()), this, this);
  }

  @Override
  public void answered(Rows<M1Answers.Campaign> campaigns, Instant askedAt) {
    damaged.publish(campaigns.damaged());
    boolean newest = windows.isNewest();
    if (!newest) {
      completeAt = null;
    }
    for (M1Answers.Campaign campaign : campaigns.rows()) {
      found.accept(describe(campaign, askedAt));
    }
    CampaignWindows.Listed listed = windows.listed(askedAt);
    sayWidth();
    if (listed == CampaignWindows.Listed.WHOLE) {
      backfills.listed(askedAt);
    }
    lastAt = askedAt;
    completeAt = newest && campaigns.damaged().isEmpty() ? askedAt : null;
    problem = null;
    failures = 0;
    again(listed == CampaignWindows.Listed.MORE ? Duration.ZERO : settings.discoveryInterval());
  }

  @Override
  public void failed(Failure failure) {
    boolean newest = windows.isNewest();
    if (windows.failed(failure.refused(), clock.instant())) {
      again(failure.atLeast());
      return;
    }
    backfills.notListed(failure);
    if (newest) {
      problem = failure.why();
    } else {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.REASON, failure.why())
          .say("M1 does not list older campaigns: they are asked for again later");
    }
    failures++;
    Duration wait = backoff.apply(failures);
    again(wait.compareTo(failure.atLeast()) > 0 ? wait : failure.atLeast());
  }

  @Override
  public void notMade() {
    again(Duration.ZERO);
  }

  /** Once: how wide M1's windows may be does not change every day. */
  private void sayWidth() {
    Duration width = windows.widest();
    if (width != null && !width.equals(saidWidth)) {
      saidWidth = width;
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.REASON, "a wider range was refused")
          .with(LogKey.LIMIT, width)
          .say("M1 is asked for campaigns in parts of the range");
    }
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
