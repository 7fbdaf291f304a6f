package io.m1bridge.token.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.token.Samples;
import io.m1bridge.token.log.MemoryLog;
import io.m1bridge.token.log.MemoryLog.Written;
import io.m1bridge.token.log.StateView;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.replay.World.Op;
import io.m1bridge.token.replay.World.Step;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keysets;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever happens to accounts, whatever a broker makes of their log: reading it gives the accounts
 * as they stand.
 */
class ReplayPropertyTest {

  @Property(tries = 250)
  void shouldReplayIntoTheSameState(
      @ForAll("histories") List<Step> history,
      @ForAll UnknownOutcome policy,
      @ForAll Random random) {
    World world = new World(policy);
    Map<String, Long> generations = new HashMap<>();
    for (Step step : history) {
      world.apply(step);
      generationsNeverFall(world.log().accounts(), generations);
    }
    world.log().readToEnd();
    List<Account> live = world.log().accounts();
    live.forEach(account -> Statistics.label("state").collect(account.state().kind()));
    everyStateIsSeen();

    List<Written> records = world.log().records();
    AccountCodec codec = new AccountCodec(Keyset.parse(world.keysetJson()));
    assertSame(world, codec, records);
    assertSame(world, codec, Histories.fullyCompacted(records));
    for (int i = 0; i < 3; i++) {
      List<Written> compacted = Histories.compacted(records, random);
      assertSame(world, codec, compacted);
      assertSame(world, codec, Histories.shuffled(compacted, random));
      assertSame(world, codec, Histories.shuffled(records, random));
    }

    // The end of a rotation: the primary key alone opens what is left, and the past does no harm.
    world.reencryptAll();
    assertThat(world.log().accounts()).isEqualTo(live);
    AccountCodec primaryOnly = new AccountCodec(primaryOnly(world));
    assertSame(world, primaryOnly, Histories.fullyCompacted(world.log().records()));
    assertSame(world, primaryOnly, Histories.compacted(world.log().records(), random));
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Combinators.combine(ops(), Arbitraries.integers().between(0, 2), numbers())
        .as(Step::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(150)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  /** The end of an account is rare, else hardly any would live long enough to see something. */
  private static Arbitrary<Op> ops() {
    return Arbitraries.frequency(
        Tuple.of(6, Op.DECLARE),
        Tuple.of(6, Op.CONNECT),
        Tuple.of(12, Op.TIME),
        Tuple.of(8, Op.ANSWER),
        Tuple.of(3, Op.INVALIDATE),
        Tuple.of(3, Op.HAND_OVER),
        Tuple.of(1, Op.THROTTLED),
        Tuple.of(1, Op.SUSPEND),
        Tuple.of(1, Op.DISCONNECT),
        Tuple.of(1, Op.REMOVE),
        Tuple.of(2, Op.ROTATE_KEY),
        Tuple.of(3, Op.REENCRYPT),
        Tuple.of(3, Op.OWNER_MOVES),
        Tuple.of(2, Op.OWNER_ANNOUNCED),
        Tuple.of(2, Op.COMMIT_LOST),
        Tuple.of(2, Op.COMMIT_UNANSWERED));
  }

  private static Arbitrary<Integer> numbers() {
    return Arbitraries.integers().between(0, 60).withoutEdgeCases();
  }

  private static void everyStateIsSeen() {
    Statistics.label("state")
        .coverage(
            seen ->
                Samples.stateTypes()
                    .forEach(state -> seen.check(state.getSimpleName()).count(n -> n > 0)));
  }

  private static void assertSame(World world, AccountCodec codec, List<Written> records) {
    StateView replayed = MemoryLog.replay(codec, records);
    assertThat(replayed.damaged()).isEmpty();
    assertThat(replayed.accounts()).isEqualTo(world.log().accounts());
    assertThat(replayed.recordsByKey()).isEqualTo(world.log().view().recordsByKey());
  }

  /**
   * While an account exists, what was handed out is never followed by an older generation; one that
   * was declared anew begins at 0.
   */
  private static void generationsNeverFall(List<Account> accounts, Map<String, Long> known) {
    Map<String, Long> now = new HashMap<>();
    for (Account account : accounts) {
      now.put(account.id().value(), account.state().lastGeneration());
    }
    known.forEach(
        (id, generation) ->
            assertThat(now.getOrDefault(id, 0L)).matches(next -> next == 0 || next >= generation));
    known.clear();
    known.putAll(now);
  }

  private static Keyset primaryOnly(World world) {
    String json = world.keysetJson();
    for (var id : world.keyset().ids()) {
      if (!id.equals(world.keyset().primary())) {
        json = Keysets.without(json, id);
      }
    }
    return Keyset.parse(json);
  }
}
