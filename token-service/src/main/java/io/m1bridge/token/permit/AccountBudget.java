package io.m1bridge.token.permit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The permits of one account, in its owner's memory: one bucket that bounds the total, and a credit
 * per holder that guarantees its share. It starts empty, so that a take-over cannot grant twice
 * what was granted before. Not safe for several threads.
 *
 * <p>A holder may borrow everything that no other holder, that asked within {@link #ACTIVE}, has
 * credit for.
 */
final class AccountBudget {

  /** A holder that did not ask for so long leaves its share to the others. */
  static final Duration ACTIVE = Duration.ofSeconds(5);

  /** No grants for so long after M1 said E10104. */
  static final Duration PAUSE = Duration.ofSeconds(60);

  /** A shrunken budget is whole again after so long. */
  static final Duration RECOVERY = Duration.ofMinutes(60);

  private static final double SMALLEST = 0.1;

  private final BudgetRules rules;
  private final LongSupplier nanoTime;
  private final Map<Holder, Credit> credits = new EnumMap<>(Holder.class);
  private double level;
  private long filledAt;
  private double factor = 1;
  private boolean throttled;
  private long pausedUntil;

  /**
   * @param nanoTime the monotonic clock, ns
   */
  AccountBudget(BudgetRules rules, LongSupplier nanoTime) {
    this.rules = rules;
    this.nanoTime = nanoTime;
    this.filledAt = nanoTime.getAsLong();
    for (Holder holder : Holder.values()) {
      credits.put(holder, new Credit());
    }
  }

  BudgetRules rules() {
    return rules;
  }

  /** This holder wants permits: from now on its share is kept for it. */
  void asks(Holder holder) {
    Credit own = credit(holder);
    own.askedAt = nanoTime.getAsLong();
    own.asked = true;
  }

  /** Grants as many permits as there are for this holder, 0 to {@code wanted}. */
  int grant(Holder holder, int wanted) {
    long now = fill();
    asks(holder);
    Credit own = credit(holder);
    if (isPaused(now)) {
      return 0;
    }
    double free = level - reservedForOthers(holder, now);
    double allowed = Math.min(level, Math.max(own.amount, free));
    int granted = (int) Math.min(wanted, Math.floor(allowed + 1e-9));
    if (granted <= 0) {
      return 0;
    }
    level -= granted;
    own.amount = Math.max(0, own.amount - granted);
    return granted;
  }

  /** Unused permits come back; never more than the bucket holds. */
  void giveBack(Holder holder, int permits) {
    fill();
    level = Math.min(rules.burst(), level + permits);
    Credit credit = credit(holder);
    credit.amount = Math.min(cap(holder), credit.amount + permits);
  }

  /**
   * M1 said E10104: someone else spends this account's calls. Stops for a while, then goes on with
   * half; reports about calls of the same pause count once. An episode is over when the budget is
   * whole again.
   */
  Throttling throttled() {
    long now = fill();
    if (isPaused(now)) {
      return Throttling.KNOWN;
    }
    Throttling news = factor < 1 ? Throttling.SHRUNK_AGAIN : Throttling.NEW_EPISODE;
    throttled = true;
    pausedUntil = now + PAUSE.toNanos();
    factor = Math.max(SMALLEST, factor / 2);
    level = 0;
    credits.values().forEach(credit -> credit.amount = 0);
    return news;
  }

  boolean isPaused() {
    return isPaused(nanoTime.getAsLong());
  }

  /** When asking again makes sense: the end of a pause, or the time of one drop. */
  Duration retryAfter(Holder holder) {
    long now = fill();
    if (isPaused(now)) {
      return Duration.ofNanos(pausedUntil - now);
    }
    double perSecond = rules.rate() * factor;
    double level1 = (1 - level) / perSecond;
    double own1 = (1 - credit(holder).amount) / (perSecond * rules.share(holder));
    double free1 = (1 - level + reservedForOthers(holder, now)) / perSecond;
    double seconds = Math.max(level1, Math.min(own1, free1));
    return Duration.ofMillis(Math.max(50, Math.min(30_000, (long) Math.ceil(seconds * 1000))));
  }

  private long fill() {
    long now = nanoTime.getAsLong();
    // Nothing drips during a pause, also where nobody asked until it was over.
    long from = throttled && pausedUntil - filledAt > 0 ? pausedUntil : filledAt;
    double seconds = Math.max(0, now - from) / 1e9;
    filledAt = now;
    if (!isPaused(now)) {
      double drops = seconds * rules.rate() * factor;
      level = Math.min(rules.burst(), level + drops);
      credits.forEach(
          (holder, credit) ->
              credit.amount = Math.min(cap(holder), credit.amount + drops * rules.share(holder)));
      factor = Math.min(1, factor + seconds / RECOVERY.toSeconds());
    }
    return now;
  }

  private boolean isPaused(long now) {
    return throttled && pausedUntil - now > 0;
  }

  /**
   * Whole permits only: with a small burst nobody would have one while all wait for theirs to be
   * whole, and the bucket would flow over.
   */
  private double reservedForOthers(Holder holder, long now) {
    double reserved = 0;
    for (Map.Entry<Holder, Credit> other : credits.entrySet()) {
      if (other.getKey() != holder && other.getValue().isActive(now)) {
        reserved += Math.floor(other.getValue().amount + 1e-9);
      }
    }
    return reserved;
  }

  /**
   * One whole permit more than its part of the burst: who has a right to one and must wait for the
   * bucket goes on earning meanwhile.
   */
  private double cap(Holder holder) {
    return 1 + rules.burst() * rules.share(holder);
  }

  private Credit credit(Holder holder) {
    return credits.computeIfAbsent(holder, h -> new Credit());
  }

  private static final class Credit {
    private double amount;
    private boolean asked;
    private long askedAt;

    boolean isActive(long now) {
      return asked && now - askedAt <= ACTIVE.toNanos();
    }
  }
}
