package io.m1bridge.token.replay;

import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.Samples;
import io.m1bridge.token.TestSettings;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.brake.BrakeNetwork;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.MemoryLog;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.refresh.HandExecutor;
import io.m1bridge.token.refresh.RefreshEnd;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.refresh.SilentObserver;
import io.m1bridge.token.refresh.TokenSets;
import io.m1bridge.token.rotation.Reencryption;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keysets;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The real decisions about accounts, over a log in memory, driven step by step. */
final class World {

  private static final List<AccountId> IDS =
      List.of(new AccountId("one"), new AccountId("two"), new AccountId("three"));

  private final MutableClock clock = MutableClock.at(Samples.START);
  private final HandExecutor executor = new HandExecutor();
  private final ScriptedM1 m1;
  private final AccountOps accounts;
  private final TokenReports reports;
  private final Refresher refresher;
  private final Reencryption reencryption;
  private String json = Keyset.generate();
  private final Keyset keyset = Keyset.parse(json);
  private final MemoryLog log = new MemoryLog(new AccountCodec(keyset));

  /** What may happen. */
  enum Op {
    DECLARE,
    CONNECT,
    TIME,
    ANSWER,
    INVALIDATE,
    HAND_OVER,
    THROTTLED,
    SUSPEND,
    DISCONNECT,
    RESUME,
    REMOVE,
    ROTATE_KEY,
    REENCRYPT,
    OWNER_MOVES,
    OWNER_ANNOUNCED,
    COMMIT_LOST,
    COMMIT_UNANSWERED
  }

  /**
   * One step.
   *
   * @param number chooses among the ways in which it can happen
   */
  record Step(Op op, int account, int number) {}

  World(UnknownOutcome policy) {
    m1 = new ScriptedM1(clock, policy == UnknownOutcome.REPLAY_ONCE);
    accounts = new AccountOps(log, clock);
    reports = new TokenReports(log, clock, Duration.ofSeconds(30));
    refresher =
        new Refresher(
            log,
            m1,
            TestSettings.refresh(policy),
            Duration.ofSeconds(40),
            this::newOwnerTakes,
            BrakeNetwork.alone(clock),
            executor,
            executor,
            new Refresher.Times(clock, () -> 0, new Random(1)),
            new SilentObserver());
    reencryption = new Reencryption(log, log.view(), keyset, () -> false);
  }

  MemoryLog log() {
    return log;
  }

  String keysetJson() {
    return json;
  }

  Keyset keyset() {
    return keyset;
  }

  void apply(Step step) {
    try {
      step(step.op(), IDS.get(step.account() % IDS.size()), step.number());
    } catch (NotOwner | LogUnavailable e) {
      // Someone else's, or open: the log says what stands.
    }
  }

  private void step(Op op, AccountId id, int n) throws NotOwner, LogUnavailable {
    switch (op) {
      case DECLARE -> accounts.declare(id, Samples.registration("secret-" + n % 3), "test");
      case CONNECT ->
          accounts.activate(id, m1.fresh(), Optional.of("m" + n % 2), n % 5 == 0, "test");
      case TIME -> pass(n % 3 == 0 ? Duration.ofHours(13) : Duration.ofSeconds(n));
      case ANSWER -> {
        m1.answer(n);
        executor.runFor(20);
      }
      case INVALIDATE -> reports.invalidate(id, n % 2 == 0 ? fingerprint(id) : "another", "test");
      case HAND_OVER ->
          accounts.takeHandOver(id, new RefreshEnd.Renewed(tokens(generation(id) + n % 3), "late"));
      case THROTTLED -> reports.throttled(id, "test");
      case DISCONNECT -> accounts.disconnect(id, "test");
      case SUSPEND -> reports.suspend(id, fingerprint(id), "test");
      case RESUME -> accounts.resume(id, "test");
      case REMOVE -> accounts.remove(id, "test");
      case ROTATE_KEY -> rotate();
      case REENCRYPT -> reencryption.round();
      case OWNER_MOVES -> log.owned(n % MemoryLog.PARTITIONS, n % 4 != 3);
      case OWNER_ANNOUNCED ->
          log.announceOwner(
              n % MemoryLog.PARTITIONS, "{\"instance\":\"i\",\"address\":\"http://127.0.0.1\"}");
      case COMMIT_LOST -> log.loseNext(1 + n % 2);
      case COMMIT_UNANSWERED -> log.leaveUnanswered(1);
    }
  }

  private void pass(Duration time) {
    clock.advance(time);
    refresher.tick();
    executor.runFor(20);
  }

  /** The new owner's part of a hand-over. */
  private boolean newOwnerTakes(AccountId id, RefreshEnd end) {
    int partition = log.view().partition(id);
    log.owned(partition, true);
    try {
      accounts.takeHandOver(id, end);
      return true;
    } catch (NotOwner | LogUnavailable e) {
      return false;
    } finally {
      log.owned(partition, false);
    }
  }

  private void rotate() {
    json = Keysets.rotated(json);
    keyset.replace(json, Set.copyOf(keyset.ids()));
  }

  /** Until nothing is under an older key; every partition is ours again. */
  void reencryptAll() {
    log.loseNext(0);
    log.leaveUnanswered(0);
    log.readToEnd();
    for (int p = 0; p < MemoryLog.PARTITIONS; p++) {
      log.owned(p, true);
    }
    reencryption.round();
  }

  private String fingerprint(AccountId id) {
    return log.account(id)
        .flatMap(account -> account.state().currentTokens())
        .map(TokenSet::fingerprint)
        .orElse("none");
  }

  private long generation(AccountId id) {
    return log.account(id).map(Account::state).map(AccountState::lastGeneration).orElse(0L);
  }

  private TokenSet tokens(long generation) {
    return TokenSets.of(m1.fresh(), generation, clock.instant());
  }
}
