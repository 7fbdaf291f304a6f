package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One campaign: makes the calls of its polls, publishes what they bring, keeps its state. */
final class CampaignPoll implements Work {

  /** {@code type} of {@code edm/task/detail}: all rows. */
  private static final int ALL = 0;

  private final AccountId account;
  private final AccountCalls calls;
  private final RowLedger ledger;
  private final CampaignHost host;
  private final PollOutput output;

  private CampaignState state;
  private @Nullable PollSession session;
  private boolean underWay;
  private @Nullable Instant pageDueAt;

  CampaignPoll(
      AccountId account,
      AccountCalls calls,
      RowLedger ledger,
      CampaignHost host,
      PollOutput output,
      CampaignState state) {
    this.account = account;
    this.calls = calls;
    this.ledger = ledger;
    this.host = host;
    this.output = output;
    this.state = state;
  }

  CampaignState state() {
    return state;
  }

  /** M1 listed it again, perhaps with another subject or status. */
  void describe(CampaignDescriptor seen) {
    CampaignDescriptor known = state.descriptor();
    CampaignDescriptor merged =
        new CampaignDescriptor(
            seen.account(),
            seen.campaignId(),
            seen.subject(),
            seen.thumbnail(),
            seen.createdAt(),
            seen.sentAt(),
            seen.status(),
            known.firstSeenAt());
    if (!merged.equals(known)) {
      state = state.with(merged);
      host.save(state);
      output.campaign(merged);
    }
  }

  @Override
  public Optional<Instant> dueAt() {
    if (underWay) {
      return Optional.empty();
    }
    return Optional.of(pageDueAt == null ? state.timing().nextPollAt() : pageDueAt);
  }

  @Override
  public void start(Permit permit) {
    PollSession current = session == null ? begin() : session;
    session = current;
    underWay = true;
    PollSession.Request request = current.request();
    PollWindow window = window();
    calls.make(
        permit,
        new M1Call.ListEngagement(
            state.id(), ALL, window.start(), window.end(), request.page(), request.limit()),
        (page, askedAt) -> read(current, page, askedAt),
        this::refused,
        this::again);
  }

  private PollSession begin() {
    return new PollSession(
        account.value(),
        state.id(),
        ledger,
        state.counts().accounted(),
        fullReadDue(),
        host.settings().pageSize());
  }

  /** The whole life of the campaign: late rows may stand anywhere in it. */
  private PollWindow window() {
    PollSettings settings = host.settings();
    Instant now = host.now();
    Instant earliest = state.earliest();
    Instant from = earliest == null ? now.minus(settings.discoveryBack()) : earliest;
    return PollWindow.around(
        from.isBefore(now) ? from : now, settings.windowBefore(), now, settings.windowAfter());
  }

  private void read(PollSession current, Page<EngagementRow> page, Instant askedAt) {
    Reading reading = current.accept(page);
    long vanishedBefore = state.counts().vanished();
    publish(reading.newRows());
    state = state.with(state.counts().seen(current.accounted(), current.total()));
    if (reading.next() instanceof Reading.More) {
      if (!reading.newRows().isEmpty()) {
        host.save(state);
        output.stats(state.stats());
      }
      again();
      return;
    }
    long vanished = state.counts().vanished() - vanishedBefore;
    if (vanished > 0) {
      host.metrics().vanished(account, vanished);
    }
    finish(ended(reading.next(), askedAt));
  }

  private CampaignState ended(Reading.Next end, Instant askedAt) {
    Instant now = host.now();
    if (end instanceof Reading.Complete complete) {
      Instant verifiedTo = askedAt.minus(host.settings().settle());
      Timing timing =
          state.timing().verified(verifiedTo, now, next(Duration.ZERO), complete.wholeList());
      return state
          .with(complete.wholeList() ? state.counts().withUnlisted(0) : state.counts())
          .with(timing);
    }
    if (end instanceof Reading.Disagreeing disagreeing) {
      long unlisted = disagreeing.total() - disagreeing.listed();
      String why =
          "M1 counts %d rows but lists %d".formatted(disagreeing.total(), disagreeing.listed());
      return state
          .with(state.counts().withUnlisted(unlisted))
          .with(state.timing().unverified(now, next(Duration.ZERO), true, why));
    }
    return failed("The list changed during every reading");
  }

  private CampaignState failed(String why) {
    Duration wait = host.backoff().after(state.timing().failures() + 1);
    return state.with(state.timing().unverified(host.now(), next(wait), false, why));
  }

  private Instant next(Duration atLeast) {
    Instant now = host.now();
    Duration regular = host.interval().after(state.age(now), state.quiet(now));
    return now.plus(regular.compareTo(atLeast) > 0 ? regular : atLeast);
  }

  private void publish(List<NewRow> rows) {
    List<Action> actions = new ArrayList<>(rows.size());
    Instant now = host.now();
    Instant verifiedTo = state.timing().verifiedTo();
    Instant newest = Instant.MIN;
    for (NewRow row : rows) {
      EngagementMapper.Mapped mapped =
          host.mapper().map(account.value(), state.id(), row.row(), now, verifiedTo);
      output.engagement(row.eventId(), mapped, now);
      actions.add(mapped.event().action());
      host.metrics().published(account, mapped.event().action());
      Instant at = mapped.event().occurredAt();
      if (!mapped.dateReadable()) {
        host.metrics().unreadableDate(account);
      } else if (at.isAfter(newest) && !at.isAfter(now)) {
        newest = at;
      }
      if (verifiedTo != null) {
        host.metrics().delay(account, Duration.between(at, now));
      }
    }
    state = state.with(state.counts().plus(actions)).with(state.timing().active(newest));
  }

  /** Whether the campaign has come of an age at which its whole list is to be read again. */
  private boolean fullReadDue() {
    Instant now = host.now();
    Instant lastAt = state.timing().wholeListAt();
    Instant since = lastAt == null ? state.descriptor().firstSeenAt() : lastAt;
    Duration ageThen = state.age(since);
    Duration ageNow = state.age(now);
    return host.settings().fullReads().stream()
        .anyMatch(age -> ageThen.compareTo(age) < 0 && age.compareTo(ageNow) <= 0);
  }

  private void refused(String why) {
    finish(failed(why));
  }

  private void finish(CampaignState ended) {
    state = ended;
    session = null;
    pageDueAt = null;
    underWay = false;
    host.save(state);
    output.stats(state.stats());
  }

  private void again() {
    pageDueAt = host.now();
    underWay = false;
  }
}
