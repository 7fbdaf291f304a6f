package io.m1bridge.contactsync.account;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.plan.Backoff;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How one account fares, in memory: pauses and failures are learned anew after a restart, at the
 * price of a call.
 *
 * <p>Not thread-safe: belongs to its task.
 */
public final class AccountWork {

  private static final Duration FORBIDDEN_PAUSE = Duration.ofMinutes(10);
  private static final Duration THROTTLED_PAUSE = Duration.ofSeconds(30);
  private static final Duration UNAUTHORIZED_PAUSE = Duration.ofMinutes(1);
  private static final int UNAUTHORIZED_IN_A_ROW = 3;

  private final AccountId id;
  private final AccountAccess access;
  private final Backoff backoff;
  private final RandomGenerator random;
  private AccountDescriptor.@Nullable State state;
  private @Nullable Permit pocket;
  private Instant notBefore = Instant.EPOCH;
  private Instant addsNotBefore = Instant.EPOCH;
  private Instant lastAccepted = Instant.EPOCH;
  private int failures;
  private int unauthorized;
  private @Nullable String problem;
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

  public void state(AccountDescriptor.@Nullable State value) {
    state = value;
    if (value == AccountDescriptor.State.AUTHORIZED) {
      notBefore = Instant.EPOCH;
      unauthorized = 0;
    }
  }

  /** Why nothing is sent; empty if calls go out. */
  public Optional<String> problem() {
    if (state == null) {
      return Optional.of("The account is not known: declare it in token-service");
    }
    if (state != AccountDescriptor.State.AUTHORIZED) {
      return Optional.of("The account is not connected: connect it at token-service");
    }
    return Optional.ofNullable(problem);
  }

  public boolean mayCall(Instant now) {
    return state == AccountDescriptor.State.AUTHORIZED && !now.isBefore(notBefore);
  }

  public boolean mayAdd(Instant now) {
    return !now.isBefore(addsNotBefore);
  }

  public void pauseAdds(Instant until) {
    addsNotBefore = until;
  }

  public boolean acceptedSince(Instant time) {
    return lastAccepted.isAfter(time);
  }

  /** A permit, kept from before or new. */
  public Optional<Permit> permit(int demand) {
    Permit kept = pocket;
    pocket = null;
    return kept != null && kept.isLive()
        ? Optional.of(kept)
        : access.tryAcquire(id, Permit.Purpose.REGULAR, demand);
  }

  /** Keeps a permit for a batch that is about to be full. */
  public void keep(Permit permit) {
    pocket = permit;
  }

  /** There is nothing to call for. */
  public void giveBack() {
    if (pocket != null) {
      access.giveBack(pocket);
      pocket = null;
    }
  }

  public int inFlight() {
    return inFlight;
  }

  public void dispatched() {
    inFlight++;
  }

  public long calls() {
    return calls;
  }

  /** Splitting a refused batch takes every other call at most. */
  public boolean splitsNext() {
    splitLast = !splitLast;
    return splitLast;
  }

  /** A call of this account ended. */
  public void completed(CallEnd end, Instant now) {
    inFlight--;
    if (end instanceof CallEnd.Made made) {
      calls++;
      made(made, now);
    } else if (end instanceof CallEnd.NotMade notMade) {
      if (notMade.reason() != CallEnd.Reason.PERMIT_EXPIRED) {
        notBefore = now.plus(notMade.retryAfter());
        problem = "No token: " + notMade.reason();
      }
    }
  }

  private void made(CallEnd.Made made, Instant now) {
    M1Outcome<?> outcome = made.outcome();
    if (outcome instanceof M1Outcome.Unauthorized<?>) {
      access.reportInvalid(id, made.token());
      problem = "M1 does not take the token (E10101)";
      if (++unauthorized >= UNAUTHORIZED_IN_A_ROW) {
        notBefore = now.plus(UNAUTHORIZED_PAUSE);
      }
    } else if (outcome instanceof M1Outcome.Forbidden<?>) {
      access.reportNoPermission(id, made.token());
      problem = "M1 forbids this account the API (E10102)";
      notBefore = now.plus(FORBIDDEN_PAUSE);
    } else if (outcome instanceof M1Outcome.Throttled<?> throttled) {
      access.reportThrottled(id);
      problem = "The hour's calls are used up (E10104)";
      notBefore = now.plus(throttled.retryAfter().orElse(THROTTLED_PAUSE));
    } else if (outcome instanceof M1Outcome.Unavailable<?> unavailable) {
      problem = "M1 is not available";
      failed(unavailable.retryAfter(), backoff, random, now);
    } else if (outcome instanceof M1Outcome.Unexplained<?> no) {
      problem = "M1 says no and not why" + no.code().map(code -> " (" + code + ")").orElse("");
      failed(Duration.ZERO, backoff, random, now);
    } else if (!(outcome instanceof M1Outcome.Unknown<?>)) {
      unauthorized = 0;
      failures = 0;
      problem = null;
      if (outcome instanceof M1Outcome.Accepted<?>) {
        lastAccepted = now;
      }
    }
  }

  private void failed(Duration asked, Backoff backoff, RandomGenerator random, Instant now) {
    Duration wait = backoff.after(++failures, random);
    notBefore = now.plus(asked.compareTo(wait) > 0 ? asked : wait);
  }
}
