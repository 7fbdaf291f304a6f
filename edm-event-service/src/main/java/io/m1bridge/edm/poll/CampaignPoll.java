package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.edm.completeness.CampaignDays;
import io.m1bridge.edm.session.Listing;
import io.m1bridge.edm.session.PollSession;
import io.m1bridge.edm.session.Reading;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One campaign: makes the calls of its polls, publishes what they bring, keeps its state. */
final class CampaignPoll implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(CampaignPoll.class);

  /** {@code type} of {@code edm/task/detail}: all rows. */
  static final int ALL = 0;

  /** Failures of one and the same page before the poll begins anew. */
  private static final int RETRIES = 8;

  private final CampaignDays days;
  private final AccountCalls calls;
  private final ReadPlanner planner;
  private final PageDepth depth;
  private final PollSchedule schedule;
  private final RowPublisher publisher;
  private final Consumer<CampaignState> saver;
  private final Orders orders = new Orders();
  private final CampaignReads reads;

  private CampaignState state;
  private boolean underWay;

  /**
   * @param saver saves the state and tells subscribers
   */
  CampaignPoll(
      CampaignState state,
      CampaignLedger ledger,
      CampaignDays days,
      AccountCalls calls,
      ReadPlanner planner,
      PageDepth depth,
      PollSchedule schedule,
      RowPublisher publisher,
      Consumer<CampaignState> saver) {
    this.state = state;
    this.days = days;
    this.calls = calls;
    this.planner = planner;
    this.depth = depth;
    this.schedule = schedule;
    this.publisher = publisher;
    this.reads = new CampaignReads(ledger, planner, orders);
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
      reads.recovered();
      save(state.with(state.timing().recovered(schedule.now())));
    }
  }

  /** There may be rows that its counts do not tell of: its list is read again as soon as it may. */
  void doubt() {
    reads.doubt();
  }

  /** Its readings, and the ledger that they need. */
  CampaignReads reads() {
    return reads;
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
    if (underWay) {
      return Optional.empty();
    }
    Instant own = reads.pollDueAt(state);
    Instant ordered = reads.orderedSince(state, schedule.now());
    return Optional.of(ordered == null || own.isBefore(ordered) ? own : ordered);
  }

  @Override
  public double gain(Instant now) {
    if (orders.wantsPollNow()) {
      return Double.POSITIVE_INFINITY;
    }
    return isByOrder(now) ? 0 : schedule.gain(state, now);
  }

  @Override
  public boolean overdue(Instant now) {
    return isByOrder(now) || pastFloor(now);
  }

  /** Whether its own polls have waited as long as its age allows. */
  boolean pastFloor(Instant now) {
    return schedule.overdue(state, now);
  }

  /**
   * Whether its next call is for a backfill: its own polls come first, fresh rows wait for them.
   */
  private boolean isByOrder(Instant now) {
    return !reads.isPollDue(state, now)
        || (orders.isFirstPoll(state) && schedule.isFoundByOrder(state));
  }

  @Override
  public void start(Permit permit) {
    Instant now = schedule.now();
    if (reads.rowsWereAwaited()) {
      state = state.with(state.timing().dueBy(now)); // Pages behind the first too.
    }
    CampaignRead current = reads.next(state, now);
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

  /** What becomes of a call of a reading. */
  private final class Answers implements CallHandler<Page<EngagementRow>> {

    private final CampaignRead current;

    Answers(CampaignRead current) {
      this.current = current;
    }

    @Override
    public void answered(Page<EngagementRow> page, Instant askedAt) {
      underWay = false;
      if (current.failures() > 0) {
        current.worked();
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
    reads.searches().took(current, reading.newRows());
    after = after.with(current.counted(after.counts(), page.total(), reading.newRows().size()));
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
    Instant now = schedule.now();
    if (reads.goesOn(current, after, end, now, schedule.interval(after, now))) {
      return;
    }
    boolean byOrder = reads.isOrdered(current);
    reads.ended(current);
    if (!byOrder) {
      orders.polled();
    }
    if (end instanceof Reading.Repeating) {
      reads.unpaged();
    }
    boolean failedBefore = after.timing().trouble() != null;
    CampaignState judged = new Verdict(current, end, schedule).on(after, now);
    if (end instanceof Reading.Whole) {
      reads.lowerCores(current, judged, now);
    }
    if (current.isOfLostRows()) {
      judged = orders.givenUp(judged);
    } else if (byOrder && !(end instanceof Reading.Whole)) {
      judged = orders.tried(judged);
    }
    publisher.noticed(after, judged);
    reads.searches().judged(after, judged);
    save(judged);
    reads.leaveWhatIsNotWanted(judged);
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
    current.failed();
    if (!reads.isOrdered(current)) {
      orders.polled();
    }
    boolean tooOften = current.failures() > RETRIES;
    if (tooOften && current.splitByTime()) {
      // Some fail on pages that are too deep, and never on others.
      depth.tooDeep(page);
      current.worked();
      save(state.with(state.timing().recovered(schedule.now())));
      return;
    }
    if (failure.refused() || tooOften) {
      reads.ended(current);
      if (!failure.ofAccount()) {
        state = orders.tried(state);
      }
      if (failure.refused()) {
        reads.refused();
      }
    }
    Instant now = schedule.now();
    Timing timing = state.timing();
    if (timing.trouble() == null && !failure.ofAccount()) {
      about(LogLine.warn(LOG))
          .with(LogKey.REASON, failure.why())
          .say("The campaign cannot be read, others are");
    }
    Instant next = schedule.afterFailure(timing, failure, now);
    save(state.with(timing.failed(now, next, failure.why())));
  }

  private LogLine about(LogLine line) {
    return line.with(LogKey.ACCOUNT_ID, state.descriptor().account())
        .with(LogKey.CAMPAIGN_ID, state.descriptor().campaignId());
  }

  void save(CampaignState other) {
    state = other;
    saver.accept(other);
  }
}
