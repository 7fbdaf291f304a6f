package io.m1bridge.token.outage;

import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.MemoryLog;
import io.m1bridge.token.Samples;
import io.m1bridge.token.TestSettings;
import io.m1bridge.token.brake.BrakeNetwork;
import io.m1bridge.token.brake.SharedBrake;
import io.m1bridge.token.outage.TroubledM1.Family;
import io.m1bridge.token.outage.TroubledM1.Trouble;
import io.m1bridge.token.refresh.HandExecutor;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.refresh.SilentObserver;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Replicas with many accounts whose tokens become due one by one or at once, and their M1. */
final class World {

  static final Instant OUTAGE = Samples.START.plus(Duration.ofHours(14));

  /** When the first accounts are due, and the world begins. */
  private static final Instant BEGIN = OUTAGE.minus(Duration.ofMinutes(5));

  private final MutableClock clock = MutableClock.at(BEGIN);
  private final HandExecutor executor = new HandExecutor();
  private final Duration step;
  private final List<Refresher> refreshers = new ArrayList<>();
  private final Duration holderMoves;
  private Instant nextMove;
  private int holder;
  private final BrakeNetwork brakes;
  final MemoryLog log = new MemoryLog();
  final TroubledM1 m1;

  /**
   * What is drawn.
   *
   * @param replicas that share the accounts
   * @param holderMoves how often another replica becomes the holder of the brake
   * @param spread over which time the accounts' tokens become due
   */
  record Knobs(
      int replicas,
      Duration holderMoves,
      int accounts,
      Duration spread,
      Family family,
      Trouble trouble,
      Duration outage,
      UnknownOutcome policy,
      int spuriousRefusals,
      boolean answersRefreshToken) {

    Knobs at(int number, Duration moves) {
      return new Knobs(
          number,
          moves,
          accounts,
          spread,
          family,
          trouble,
          outage,
          policy,
          spuriousRefusals,
          answersRefreshToken);
    }
  }

  World(Knobs knobs, Duration step) {
    this.step = step;
    m1 =
        new TroubledM1(
            clock,
            knobs.family(),
            knobs.trouble(),
            OUTAGE,
            OUTAGE.plus(knobs.outage()),
            knobs.spuriousRefusals(),
            knobs.answersRefreshToken());
    brakes = new BrakeNetwork(knobs.replicas(), clock, BrakeNetwork.SETTLES);
    holderMoves = knobs.holderMoves();
    nextMove = BEGIN.plus(holderMoves);
    for (int i = 0; i < knobs.replicas(); i++) {
      int number = i;
      ShareOfLog share =
          new ShareOfLog(log, id -> Math.floorMod(id.hashCode(), knobs.replicas()) == number);
      refreshers.add(refresher(share, knobs.policy(), brakes.replica(i)));
    }
    for (int i = 0; i < knobs.accounts(); i++) {
      Duration later = knobs.spread().multipliedBy(i).dividedBy(knobs.accounts());
      put("a" + i, BEGIN.minus(Duration.ofHours(12)).plus(later));
    }
  }

  private Refresher refresher(ShareOfLog share, UnknownOutcome policy, SharedBrake brake) {
    return new Refresher(
        share,
        m1,
        TestSettings.refresh(policy),
        Duration.ofSeconds(105),
        (account, end) -> true,
        brake,
        executor,
        executor,
        new Refresher.Times(clock, () -> 0, new Random(1)),
        new SilentObserver());
  }

  private void put(String id, Instant issuedAt) {
    TokenSet tokens =
        new TokenSet(
            1,
            "access-" + id,
            id + "/0",
            "f-" + id,
            issuedAt,
            issuedAt.plus(Duration.ofHours(24)),
            false);
    Account account = Samples.account(id, new Authorized(tokens));
    log.accounts.put(account.id(), account);
  }

  void runUntil(Instant end) {
    while (clock.instant().isBefore(end)) {
      for (Refresher refresher : refreshers) {
        refresher.tick();
        executor.run();
      }
      clock.advance(step);
      m1.answer();
      executor.run();
      moveHolder();
    }
  }

  private void moveHolder() {
    if (!clock.instant().isBefore(nextMove)) {
      nextMove = nextMove.plus(holderMoves);
      holder = (holder + 1) % refreshers.size();
      brakes.holder(holder);
    }
  }

  /** Accounts for which somebody has to do something. */
  long needPerson() {
    return log.accounts.values().stream().map(Account::state).filter(World::needsPerson).count();
  }

  private static boolean needsPerson(AccountState state) {
    return state instanceof AccountState.NeedsAuthorization
        || state instanceof AccountState.Ambiguous
        || state instanceof AccountState.Suspended
        || (state instanceof AccountState.GrantRefused refused && refused.refusals().isConfirmed());
  }

  /** Accounts that have got new tokens. */
  long refreshed() {
    return log.accounts.values().stream()
        .map(Account::state)
        .filter(state -> state instanceof Authorized && state.lastGeneration() > 1)
        .count();
  }

  /** Accounts whose tokens were due by then. */
  long dueBy(Instant then) {
    return log.accounts.values().stream()
        .map(Account::state)
        .filter(state -> state.lastGeneration() > 1 || isDue(state, then))
        .count();
  }

  private static boolean isDue(AccountState state, Instant then) {
    return state.currentTokens().map(tokens -> !tokens.halfLife().isAfter(then)).orElse(true);
  }

  long postsBetween(Instant from, Instant to) {
    return m1.posts.stream().filter(at -> !at.isBefore(from) && at.isBefore(to)).count();
  }
}
