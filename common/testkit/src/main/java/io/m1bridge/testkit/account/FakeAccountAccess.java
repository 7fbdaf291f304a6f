package io.m1bridge.testkit.account;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.account.Token;
import io.m1bridge.account.TokenOutcome;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * {@link AccountAccess} on a clock of the test: permits come by {@link #grant}, drip by {@link
 * #grantEvery}, or are always there by {@link #grantAlways}; an account of which nothing was said
 * gets none. Tokens are constant until told otherwise. What the code under test did is kept for
 * assertions. Safe for several threads.
 */
public final class FakeAccountAccess implements AccountAccess {

  /** As token-service's leases: a permit is dead this long after it was taken. */
  public static final Duration VALIDITY = Duration.ofSeconds(30);

  private final Clock clock;
  private final Map<AccountId, Supply> supplies = new HashMap<>();
  private final Map<AccountId, TokenOutcome> tokens = new HashMap<>();
  private final List<Permit> taken = new ArrayList<>();
  private final List<Permit> returned = new ArrayList<>();
  private final List<String> invalidReports = new ArrayList<>();
  private final List<AccountId> throttleReports = new ArrayList<>();
  private boolean takesNoPermission = true;
  private boolean tokensAreYoung;
  private final List<AccountId> noPermissionReports = new ArrayList<>();
  private final Map<AccountId, Integer> lastDemand = new HashMap<>();
  private final Map<AccountId, Integer> spare = new HashMap<>();
  private int leases;

  /**
   * @param clock read for the drip and for the life of permits; let it stand still or move by hand
   */
  public FakeAccountAccess(Clock clock) {
    this.clock = clock;
  }

  /** So many permits more, at once. */
  public synchronized FakeAccountAccess grant(AccountId account, int permits) {
    supply(account).ready += permits;
    return this;
  }

  /**
   * One permit per interval from now on, collected up to a burst.
   *
   * @param burst the most that wait unused, at least 1
   */
  public synchronized FakeAccountAccess grantEvery(
      AccountId account, Duration interval, int burst) {
    Supply supply = supply(account);
    supply.interval = interval;
    supply.burst = burst;
    supply.last = clock.instant();
    return this;
  }

  /** So many permits of the floor that housekeeping has; nobody else gets them. */
  public synchronized FakeAccountAccess grantSpare(AccountId account, int permits) {
    spare.merge(account, permits, Integer::sum);
    return this;
  }

  /** A permit whenever one is asked for. */
  public synchronized FakeAccountAccess grantAlways(AccountId account) {
    supply(account).always = true;
    return this;
  }

  /** Takes back everything that was granted and not taken, and stops the drip. */
  public synchronized FakeAccountAccess grantNothing(AccountId account) {
    supplies.remove(account);
    return this;
  }

  /** What {@link #token} answers from now on. */
  public synchronized FakeAccountAccess answerToken(AccountId account, TokenOutcome outcome) {
    tokens.put(account, outcome);
    return this;
  }

  @Override
  public synchronized Optional<Permit> tryAcquire(
      AccountId account, Permit.Purpose purpose, int demand) {
    if (demand < 1) {
      throw new IllegalArgumentException("Demand counts this call too, so it is at least 1");
    }
    lastDemand.put(account, demand);
    if (!takesSpare(account, purpose) && !supply(account).take(clock.instant())) {
      return Optional.empty();
    }
    Permit permit =
        new FakePermit(
            account,
            "lease-" + ++leases,
            purpose,
            clock.instant().plus(VALIDITY),
            clock,
            new AtomicBoolean(),
            new AtomicBoolean(),
            this::putBack);
    taken.add(permit);
    return Optional.of(permit);
  }

  private boolean takesSpare(AccountId account, Permit.Purpose purpose) {
    boolean takes = purpose == Permit.Purpose.HOUSEKEEPING && spare.getOrDefault(account, 0) > 0;
    if (takes) {
      spare.merge(account, -1, Integer::sum);
    }
    return takes;
  }

  @Override
  public synchronized void giveBack(Permit permit) {
    if (taken.contains(permit) && permit.begin()) {
      returned.add(permit);
      supply(permit.account()).ready++;
    }
  }

  @Override
  public synchronized CompletionStage<TokenOutcome> token(AccountId account) {
    return CompletableFuture.completedFuture(
        tokens.computeIfAbsent(account, FakeAccountAccess::constantToken));
  }

  @Override
  public synchronized boolean reportInvalid(AccountId account, Token token) {
    if (tokensAreYoung) {
      return false;
    }
    invalidReports.add(token.fingerprint());
    return true;
  }

  /** Whether tokens are so young from now on that M1 may not know them; at first they are not. */
  public synchronized void tokensAreYoung(boolean young) {
    tokensAreYoung = young;
  }

  @Override
  public synchronized CompletionStage<Boolean> reportNoPermission(AccountId account, Token token) {
    noPermissionReports.add(account);
    return CompletableFuture.completedFuture(takesNoPermission);
  }

  /** Whether reports of E10102 are taken from now on; at first they are. */
  public synchronized void takesNoPermission(boolean taken) {
    takesNoPermission = taken;
  }

  private synchronized void putBack(Permit permit) {
    returned.add(permit);
    supply(permit.account()).ready++;
  }

  @Override
  public synchronized void reportThrottled(AccountId account) {
    throttleReports.add(account);
    supply(account).ready = 0;
  }

  /** Every permit that was handed out, in order. */
  public synchronized List<Permit> taken() {
    return List.copyOf(taken);
  }

  /** Every permit that was given back while it lived, in order. */
  public synchronized List<Permit> returned() {
    return List.copyOf(returned);
  }

  /** Fingerprints of the tokens reported by {@link #reportInvalid}, in order. */
  public synchronized List<String> invalidReports() {
    return List.copyOf(invalidReports);
  }

  /** Accounts reported by {@link #reportNoPermission}, in order. */
  public synchronized List<AccountId> noPermissionReports() {
    return List.copyOf(noPermissionReports);
  }

  /** Accounts reported by {@link #reportThrottled}, in order. */
  public synchronized List<AccountId> throttleReports() {
    return List.copyOf(throttleReports);
  }

  /** The demand of the last {@link #tryAcquire}; 0 if there was none. */
  public synchronized int lastDemand(AccountId account) {
    return lastDemand.getOrDefault(account, 0);
  }

  private Supply supply(AccountId account) {
    return supplies.computeIfAbsent(account, id -> new Supply());
  }

  private static TokenOutcome constantToken(AccountId account) {
    return new TokenOutcome.Available(
        new Token(
            new AccessToken("token-of-" + account), "fingerprint-of-" + account, Instant.MAX, 1));
  }

  private static final class Supply {
    private int ready;
    private boolean always;
    private Duration interval = Duration.ZERO;
    private int burst;
    private Instant last = Instant.EPOCH;

    boolean take(Instant now) {
      drip(now);
      if (always) {
        return true;
      }
      if (ready == 0) {
        return false;
      }
      ready--;
      return true;
    }

    private void drip(Instant now) {
      if (interval.isZero()) {
        return;
      }
      long drops = Duration.between(last, now).dividedBy(interval);
      last = last.plus(interval.multipliedBy(drops));
      ready = (int) Math.max(ready, Math.min(burst, ready + drops));
    }
  }

  private record FakePermit(
      AccountId account,
      String leaseId,
      Purpose purpose,
      Instant deadline,
      Clock clock,
      AtomicBoolean over,
      AtomicBoolean begun,
      Consumer<Permit> putBack)
      implements Permit {
    @Override
    public boolean isLive() {
      return !over.get() && clock.instant().isBefore(deadline);
    }

    @Override
    public boolean begin() {
      boolean first = isLive() && over.compareAndSet(false, true);
      begun.set(first || begun.get());
      return first;
    }

    @Override
    public void notMade() {
      if (begun.compareAndSet(true, false)) {
        putBack.accept(this);
      }
    }
  }
}
