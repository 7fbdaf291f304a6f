package io.m1bridge.contactsync.account;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Account status of one account, in memory: pauses and failures are learned anew after a restart,
 * at the price of a call.
 *
 * <p>Not thread-safe: belongs to its task.
 */
public final class AccountWork {

  private static final Duration THROTTLED_PAUSE = Duration.ofSeconds(30);

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
  private final Writes writes = new Writes();
  private final Pause pause;
  private final Entry entry;
  private @Nullable Trouble blocked = Trouble.UNKNOWN_ACCOUNT;
  private final Pocket pocket = new Pocket();
  private Instant lastAccepted = Instant.EPOCH;
  private int failures;
  private int inFlight;
  private long calls;
  private boolean splitLast;

  /** An account of which nothing is known yet. */
  public AccountWork(AccountId id, AccountAccess access, Backoff backoff, RandomGenerator random) {
    this.id = id;
    this.access = access;
    this.backoff = backoff;
    this.random = random;
    this.pause = new Pause(id);
    this.entry = new Entry(id, access, pause);
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
      pause.until(Instant.EPOCH);
      entry.passed();
    }
    blocked = why.orElse(null);
  }

  /** Why nothing is sent; empty if calls go out. */
  public Optional<Trouble> trouble() {
    return Optional.ofNullable(blocked == null ? pause.trouble() : blocked);
  }

  /** Whether nothing is sent before a person or token-service does something. */
  public boolean isBlocked() {
    return blocked != null;
  }

  public boolean mayCall(Instant now) {
    entry.suspendedOrNot(now);
    return blocked == null && !now.isBefore(pause.until());
  }

  /** Before when no call is made; empty if one may be, and where nobody can tell. */
  public Optional<Instant> pausedUntil(Instant now) {
    return Optional.of(pause.until()).filter(until -> blocked == null && until.isAfter(now));
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

  /** Whether M1 accepted any call since, a read too. */
  public boolean acceptedSince(Instant time) {
    return lastAccepted.isAfter(time);
  }

  /** What M1 made of its writes. */
  public Writes writes() {
    return writes;
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

  /** A call of this account ended that writes no contacts. */
  public void completed(CallEnd end, Instant now) {
    completed(null, end, now);
  }

  /** An add, edit, mark or delete ended. */
  public void wrote(Intent.Kind kind, CallEnd end, Instant now) {
    completed(kind, end, now);
  }

  /** M1 said no to what the last writes of this kind carried, not to the account. */
  public void blamed(Intent.Kind kind) {
    writes.blamed(kind);
    pause.over(writes.trouble());
  }

  private void completed(Intent.@Nullable Kind kind, CallEnd end, Instant now) {
    inFlight--;
    if (end instanceof CallEnd.Made made) {
      calls++;
      recentCalls.made(now);
      made(kind, made, now);
    } else if (end instanceof CallEnd.NotMade notMade) {
      if (notMade.reason() != CallEnd.Reason.PERMIT_EXPIRED) {
        pause.begin(Trouble.of(notMade.reason()), notMade.retryAfter(), now);
      }
    }
  }

  private void made(Intent.@Nullable Kind kind, CallEnd.Made made, Instant now) {
    M1Outcome<?> outcome = made.outcome();
    if (outcome instanceof M1Outcome.Unauthorized<?>) {
      entry.unauthorized(made, now);
    } else if (outcome instanceof M1Outcome.Forbidden<?>) {
      entry.forbidden(made, now);
    } else if (outcome instanceof M1Outcome.Throttled<?> throttled) {
      access.reportThrottled(id);
      pause.begin(Trouble.THROTTLED, throttled.retryAfter().orElse(THROTTLED_PAUSE), now);
    } else if (outcome instanceof M1Outcome.Unavailable<?> unavailable) {
      Trouble what = Trouble.of(unavailable);
      if (unavailable.isServerError()) {
        unexplained(kind, what, unavailable.retryAfter(), now);
      } else {
        failed(what, unavailable.retryAfter(), now);
      }
    } else if (outcome instanceof M1Outcome.Unexplained<?> no) {
      unexplained(kind, Trouble.of(no), no.retryAfter().orElse(Duration.ZERO), now);
    } else if (outcome instanceof M1Outcome.Unknown<?> unknown) {
      if (probe.unknown() || unknown.retryAfter().isPresent()) {
        failed(Trouble.UNREADABLE, unknown.retryAfter().orElse(Duration.ZERO), now);
      }
    } else {
      passed(kind, outcome, now);
    }
  }

  /** A probe ended, of which {@link #completed} was told before. */
  public void probed(CallEnd end, Instant now) {
    if (end instanceof CallEnd.Made made && probe.probed(made.outcome())) {
      lastAccepted = now;
    }
  }

  /** M1 understood and answered: what was wrong is over, but for writes where it was a read. */
  private void passed(Intent.@Nullable Kind kind, M1Outcome<?> outcome, Instant now) {
    boolean accepted = outcome instanceof M1Outcome.Accepted<?>;
    entry.passed();
    failures = 0;
    if (kind != null) {
      writes.answered(kind, accepted, now);
    }
    pause.over(writes.trouble());
    probe.answered(accepted);
    if (accepted) {
      lastAccepted = now;
    }
  }

  private void failed(Trouble what, Duration asked, Instant now) {
    waiting(what, ++failures, asked, now);
  }

  /** M1 said no and not why. Reads that pass in between do not shorten the waits of writes. */
  private void unexplained(Intent.@Nullable Kind kind, Trouble what, Duration asked, Instant now) {
    probe.unexplained();
    if (kind == null) {
      failed(what, asked, now);
      return;
    }
    writes.refused(kind, what, now);
    // A refused delete waits by itself: adds and edits need not.
    int times = kind == Intent.Kind.DELETE ? 1 : writes.refusedInARow(kind);
    waiting(what, times, asked, now);
  }

  private void waiting(Trouble what, int times, Duration asked, Instant now) {
    Duration wait = backoff.after(times, random);
    pause.begin(what, asked.compareTo(wait) > 0 ? asked : wait, now);
  }
}
