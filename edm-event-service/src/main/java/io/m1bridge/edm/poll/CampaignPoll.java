package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.edm.completeness.CampaignDays;
import io.m1bridge.edm.session.Listing;
import io.m1bridge.edm.session.PollSession;
import io.m1bridge.edm.session.Reading;
import io.m1bridge.edm.session.RowLedger;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One campaign: makes the calls of its polls, publishes what they bring, keeps its state. */
final class CampaignPoll implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(CampaignPoll.class);

  /** {@code type} of {@code edm/task/detail}: all rows. */
  static final int ALL = 0;

  /** The smallest page that is asked for where M1 refuses larger ones. */
  private static final int SMALLEST_PAGE = 20;

  /** Failures of one and the same page before the poll begins anew. */
  private static final int RETRIES = 8;

  private final RowLedger ledger;
  private final CampaignDays days;
  private final AccountCalls calls;
  private final ReadPlanner planner;
  private final PageDepth depth;
  private final PollSchedule schedule;
  private final RowPublisher publisher;
  private final Consumer<CampaignState> saver;
  private final Orders orders = new Orders();

  private CampaignState state;
  private int limit;
  private boolean paged = true;
  private @Nullable CampaignRead read;
  private boolean underWay;
  private int retries;
  private boolean doubted;

  /**
   * @param saver saves the state and tells subscribers
   */
  CampaignPoll(
      CampaignState state,
      RowLedger ledger,
      CampaignDays days,
      AccountCalls calls,
      ReadPlanner planner,
      PageDepth depth,
      PollSchedule schedule,
      RowPublisher publisher,
      Consumer<CampaignState> saver) {
    this.state = state;
    this.ledger = ledger;
    this.days = days;
    this.calls = calls;
    this.planner = planner;
    this.depth = depth;
    this.schedule = schedule;
    this.publisher = publisher;
    this.limit = planner.pageSize();
    this.saver = saver;
  }

  CampaignState state() {
    return state;
  }

  /** M1 listed it again, perhaps with another subject or status. Returns whether it has. */
  boolean describe(CampaignDescriptor seen) {
    CampaignState described = state.describedBy(seen);
    if (described.equals(state)) {
      return false;
    }
    boolean replanned = !Objects.equals(seen.sentAt(), state.descriptor().sentAt());
    save(replanned ? described.with(described.timing().dueBy(schedule.now())) : described);
    return true;
  }

  /** The account had trouble since then and has none any more: it was not this campaign's. */
  void recovered(Instant since) {
    Instant failing = state.timing().failingSince();
    if (failing != null && !failing.isBefore(since)) {
      retries = 0;
      save(state.with(state.timing().recovered(schedule.now())));
    }
  }

  /** There may be rows that its counts do not tell of: its list is read again as soon as it may. */
  void doubt() {
    doubted = true;
  }

  /** To be told before it is {@link #dueNow}. */
  Orders orders() {
    return orders;
  }

  /** Whatever it waited for, it is due. */
  void dueNow() {
    save(state.with(state.timing().dueBy(schedule.now())));
  }

  @Override
  public Optional<Instant> dueAt() {
    return underWay ? Optional.empty() : Optional.of(state.timing().nextPollAt());
  }

  @Override
  public double gain(Instant now) {
    return orders.wantsPollNow() ? Double.POSITIVE_INFINITY : schedule.gain(state, now);
  }

  @Override
  public boolean overdue(Instant now) {
    return schedule.overdue(state, now);
  }

  @Override
  public void start(Permit permit) {
    Instant now = schedule.now();
    CampaignRead current = read;
    if (current == null) {
      current = next(now);
      read = current;
    }
    underWay = true;
    PollWindow window = current.window(planner.life(state, now));
    var request = current.request();
    calls.make(
        permit,
        new M1Call.ListEngagement(
            state.id(), ALL, window.start(), window.end(), request.page(), request.limit()),
        this,
        new Answers(current));
  }

  private CampaignRead next(Instant now) {
    if (orders.wantsWholeList(state.timing())) {
      return planner.body(ledger, now, limit);
    }
    if (doubted && planner.mayReadWhole(state, limit, now)) {
      doubted = false;
      return planner.body(ledger, now, limit);
    }
    return planner.next(state, ledger, now, limit, paged);
  }

  /** What becomes of a call of a reading. */
  private final class Answers implements CallHandler<Page<EngagementRow>> {

    private final CampaignRead current;

    Answers(CampaignRead current) {
      this.current = current;
    }

    @Override
    public void answered(Page<EngagementRow> page, Instant askedAt) {
      underWay = false;
      if (retries > 0) {
        retries = 0;
        state = state.with(state.timing().recovered(schedule.now()));
      }
      accept(current, page);
    }

    @Override
    public void failed(Failure failure) {
      underWay = false;
      CampaignPoll.this.failed(current, failure);
    }

    @Override
    public void notMade() {
      underWay = false;
    }
  }

  private void accept(CampaignRead current, Page<EngagementRow> page) {
    Listing listing = publisher.listing(state.id(), page);
    Reading reading = current.accept(listing, !state.counts().countUnusable());
    CampaignState after = publisher.publish(state, days, reading.newRows());
    if (current.part() == CampaignRead.Part.LIFE) {
      after =
          after.with(
              after
                  .counts()
                  .withAccounted(current.session().accounted())
                  .withAtM1(page.total().isPresent() ? page.total().getAsLong() : null));
    } else {
      long more = reading.newRows().size();
      after = after.with(after.counts().withAccounted(after.counts().accounted() + more));
    }
    if (reading.newRows().isEmpty()) {
      state = after;
    } else {
      // Together with the rows: a state that is behind them counts too few for ever.
      save(after);
    }
    if (!(reading.next() instanceof Reading.More)) {
      ended(current, after, reading.next());
    }
  }

  private void ended(CampaignRead current, CampaignState after, Reading.Next end) {
    if (end instanceof Reading.Whole whole && current.part() == CampaignRead.Part.BODY) {
      read = planner.head(current, ledger, whole.listed(), limit);
      return;
    }
    if (end instanceof Reading.Skimmed skimmed
        && skimmed.misfit()
        && planner.mayReadWhole(after, current.session().request().limit(), schedule.now())) {
      read = planner.body(ledger, schedule.now(), limit);
      return;
    }
    read = null;
    orders.polled();
    if (end instanceof Reading.Repeating) {
      paged = false;
    }
    boolean failedBefore = after.timing().trouble() != null;
    Instant now = schedule.now();
    CampaignState judged = new Verdict(current, end, schedule).on(after, now);
    publisher.vanished(judged.counts().vanished() - after.counts().vanished());
    save(judged);
    Instant verifiedTo = judged.timing().verifiedTo();
    if (verifiedTo != null && now.equals(judged.timing().verifiedAt())) {
      days.verified(verifiedTo, now, judged.counts().published(), judged.counts().deadLetters());
    }
    if (failedBefore) {
      about(LogLine.info(LOG)).say("The campaign is read again");
    }
  }

  private void failed(CampaignRead current, Failure failure) {
    PollSession.Request page = current.request();
    boolean tooDeep = failure.refused() || (!failure.ofAccount() && depth.isTooDeep(page));
    if (tooDeep && current.splitByTime()) {
      return;
    }
    retries++;
    orders.polled();
    if (retries > RETRIES && current.splitByTime()) {
      // Some fail on pages that are too deep, and never on others.
      depth.tooDeep(page);
      retries = 0;
      save(state.with(state.timing().recovered(schedule.now())));
      return;
    }
    if (failure.refused() || retries > RETRIES) {
      read = null;
      retries = 0;
      if (failure.refused()) {
        limit = Math.max(Math.min(limit, SMALLEST_PAGE), limit / 4);
      }
    }
    Instant now = schedule.now();
    Timing timing = state.timing();
    if (timing.trouble() == null && !failure.ofAccount()) {
      about(LogLine.warn(LOG))
          .with(LogKey.REASON, failure.why())
          .say("The campaign cannot be read, others are");
    }
    Duration wait = schedule.afterFailures(timing.failures() + 1, timing.failingSince(), now);
    Instant next = now.plus(wait.compareTo(failure.atLeast()) > 0 ? wait : failure.atLeast());
    save(state.with(timing.failed(now, next, failure.why())));
  }

  private LogLine about(LogLine line) {
    return line.with(LogKey.ACCOUNT_ID, state.descriptor().account())
        .with(LogKey.CAMPAIGN_ID, state.descriptor().campaignId());
  }

  private void save(CampaignState other) {
    state = other;
    saver.accept(other);
  }
}
