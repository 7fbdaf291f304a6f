package io.m1bridge.contactsync.account;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Account status of one account, in memory: pauses and failures are learned anew after a restart,
 * at the price of a call.
 *
 * <p>Not thread-safe: belongs to its task.
 */
public final class AccountWork {

  private static final Logger LOG = LoggerFactory.getLogger(AccountWork.class);
  private static final Duration FORBIDDEN_PAUSE = Duration.ofMinutes(10);

  private static final Duration THROTTLED_PAUSE = Duration.ofSeconds(30);
  private static final Duration UNAUTHORIZED_PAUSE = Duration.ofMinutes(1);
  private static final Duration MAX_PAUSE = Duration.ofHours(1);
  private static final int UNAUTHORIZED_IN_A_ROW = 3;

  private final AccountId id;
  private final AccountAccess access;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final ProbeNeed probe = new ProbeNeed();
  private final CallShare costly = new CallShare();
  private final CallShare reading = new CallShare();
  private final CallSizes sizes = new CallSizes();
  private final RefusedShare refused = new RefusedShare();
  private final Room room = new Room();
  private final RecentRows recentRows = new RecentRows();
  private final RecentCalls recentCalls = new RecentCalls();
  private @Nullable Trouble blocked = Trouble.UNKNOWN_ACCOUNT;
  private final Pocket pocket = new Pocket();
  private @Nullable CompletableFuture<Boolean> noPermission;
  private Instant notBefore = Instant.EPOCH;
  private Instant lastAccepted = Instant.EPOCH;
  private int failures;
  private int unauthorized;
  private @Nullable Trouble trouble;
  private int inFlight;
  private long calls;
  private boolean splitLast;

  /** An account of which nothing is known yet. */
  public AccountWork(AccountId id, AccountAccess access, Backoff backoff, RandomGenerator random) {
    this.id = id;
    this.access = access;
    this.backoff = backoff;
    this.random = random;
  }

  public AccountId id() {
    return id;
  }

  /**
   * Whether calls may be made at all.
   *
   * @param why they may not; empty if they may
   */
  public void blockedBy(Optional<Trouble> why) {
    if (why.isEmpty() && blocked != null) {
      notBefore = Instant.EPOCH;
      unauthorized = 0;
    }
    blocked = why.orElse(null);
  }

  /** Why nothing is sent; empty if calls go out. */
  public Optional<Trouble> trouble() {
    return Optional.ofNullable(blocked == null ? trouble : blocked);
  }

  /** Whether nothing is sent before a person or token-service does something. */
  public boolean isBlocked() {
    return blocked != null;
  }

  public boolean mayCall(Instant now) {
    suspendedOrNot(now);
    return blocked == null && !now.isBefore(notBefore);
  }

  /** Before when no call is made; empty if one may be, and where nobody can tell. */
  public Optional<Instant> pausedUntil(Instant now) {
    return Optional.of(notBefore).filter(until -> blocked == null && until.isAfter(now));
  }

  /** Whether it may have more contacts. */
  public Room room() {
    return room;
  }

  /** How many contacts its calls take along. */
  public RecentRows recentRows() {
    return recentRows;
  }

  /** How many calls were made for it lately. */
  public RecentCalls recentCalls() {
    return recentCalls;
  }

  public boolean acceptedSince(Instant time) {
    return lastAccepted.isAfter(time);
  }

  /** Whether a cheap read has to tell trouble of the account from trouble of a batch. */
  public boolean isProbeDue() {
    return probe.isDue();
  }

  /** The calls made for contacts that cost many each. */
  public CallShare costly() {
    return costly;
  }

  /** The calls made to look through what M1 lists. */
  public CallShare reading() {
    return reading;
  }

  /** The most rows of an add or edit: fewer while many contacts are refused. */
  public int batchRows(Instant now) {
    return refused.rows(sizes.rows(now));
  }

  /** How large its calls may be. */
  public CallSizes sizes() {
    return sizes;
  }

  /** How many of its contacts M1 refuses. */
  public RefusedShare refusedShare() {
    return refused;
  }

  /** A permit, kept from before or new. */
  public Optional<Permit> permit(int demand) {
    return pocket
        .take()
        .filter(Permit::isLive)
        .or(() -> access.tryAcquire(id, Permit.Purpose.REGULAR, demand));
  }

  /** A permit for what can wait for ever. */
  public Optional<Permit> sparePermit() {
    return access.tryAcquire(id, Permit.Purpose.HOUSEKEEPING, 1);
  }

  /** Keeps a permit for a batch that is about to be full. */
  public void keep(Permit permit) {
    pocket.put(permit);
  }

  /** There is nothing to call for. */
  public void giveBack() {
    pocket.take().ifPresent(access::giveBack);
  }

  public int inFlight() {
    return inFlight;
  }

  public void dispatched() {
    inFlight++;
    costly.counted();
  }

  public long calls() {
    return calls;
  }

  /** Bisecting a refused batch takes every other call at most. */
  public boolean mayBisect() {
    return !splitLast;
  }

  /** Whether the call that was just dispatched bisects a batch. */
  public void bisecting(boolean value) {
    splitLast = value;
  }

  /** A call of this account ended. */
  public void completed(CallEnd end, Instant now) {
    inFlight--;
    if (end instanceof CallEnd.Made made) {
      calls++;
      recentCalls.made(now);
      made(made, now);
    } else if (end instanceof CallEnd.NotMade notMade) {
      if (notMade.reason() != CallEnd.Reason.PERMIT_EXPIRED) {
        pause(Trouble.of(notMade.reason()), notMade.retryAfter(), now);
      }
    }
  }

  private void made(CallEnd.Made made, Instant now) {
    M1Outcome<?> outcome = made.outcome();
    if (outcome instanceof M1Outcome.Unauthorized<?>) {
      unauthorized(made, now);
    } else if (outcome instanceof M1Outcome.Forbidden<?>) {
      noPermission = access.reportNoPermission(id, made.token()).toCompletableFuture();
      pause(Trouble.FORBIDDEN, FORBIDDEN_PAUSE, now);
    } else if (outcome instanceof M1Outcome.Throttled<?> throttled) {
      access.reportThrottled(id);
      pause(Trouble.THROTTLED, throttled.retryAfter().orElse(THROTTLED_PAUSE), now);
    } else if (outcome instanceof M1Outcome.Unavailable<?> unavailable) {
      if (unavailable.isServerError()) {
        probe.unexplained();
      }
      failed(Trouble.of(unavailable), unavailable.retryAfter(), now);
    } else if (outcome instanceof M1Outcome.Unexplained<?> no) {
      probe.unexplained();
      failed(Trouble.of(no), no.retryAfter().orElse(Duration.ZERO), now);
    } else if (outcome instanceof M1Outcome.Unknown<?> unknown) {
      if (probe.unknown() || unknown.retryAfter().isPresent()) {
        failed(Trouble.UNREADABLE, unknown.retryAfter().orElse(Duration.ZERO), now);
      }
    } else {
      passed(outcome, now);
    }
  }

  /** A probe ended, of which {@link #completed} was told before. */
  public void probed(CallEnd end, Instant now) {
    if (end instanceof CallEnd.Made made && probe.probed(made.outcome())) {
      lastAccepted = now;
    }
  }

  private void unauthorized(CallEnd.Made made, Instant now) {
    if (!access.reportInvalid(id, made.token())) {
      pause(Trouble.YOUNG_TOKEN, AccountAccess.HELD_BACK, now);
      return;
    }
    boolean again = ++unauthorized >= UNAUTHORIZED_IN_A_ROW;
    pause(Trouble.BAD_TOKEN, again ? UNAUTHORIZED_PAUSE : Duration.ZERO, now);
  }

  /** The report of E10102 arrived: where nothing was suspended, nobody would resume it either. */
  private void suspendedOrNot(Instant now) {
    if (noPermission != null && noPermission.isDone()) {
      if (!noPermission.join()) {
        notBefore = now.plus(AccountAccess.HELD_BACK);
      }
      noPermission = null;
    }
  }

  /** M1 understood and answered: whatever was wrong with the account is over. */
  private void passed(M1Outcome<?> outcome, Instant now) {
    unauthorized = 0;
    failures = 0;
    if (trouble != null) {
      LogLine.info(LOG).with(LogKey.ACCOUNT_ID, id).say("M1 answers again");
      trouble = null;
    }
    boolean accepted = outcome instanceof M1Outcome.Accepted<?>;
    probe.answered(accepted);
    if (accepted) {
      lastAccepted = now;
    }
  }

  private void failed(Trouble what, Duration asked, Instant now) {
    Duration wait = backoff.after(++failures, random);
    pause(what, asked.compareTo(wait) > 0 ? asked : wait, now);
  }

  private void pause(Trouble what, Duration wait, Instant now) {
    Instant until = now.plus(wait.compareTo(MAX_PAUSE) < 0 ? wait : MAX_PAUSE);
    if (until.isAfter(notBefore)) {
      notBefore = until;
    }
    if (!what.equals(trouble)) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, what.words())
          .say("Calls wait: something is wrong");
      trouble = what;
    }
  }
}
