package io.m1bridge.token.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.guarantee.CallLimit;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.permit.Holder;
import io.m1bridge.token.world.Client.Habit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The promise about calls, held by replicas, the group and callers together: whatever happens to
 * any of them, no 60 minutes see more calls than the limit. A clock hour is one of these.
 */
class PermitWorldPropertyTest {

  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final int REPLICAS = 3;
  private static final int ACCOUNTS = 2;

  enum Kind {
    CUT_FROM_KAFKA,
    STOP_REPLICA,
    STOP_REPLICA_IN_THE_MIDDLE,
    STOP_CLIENT,
    STOP_CLIENT_IN_THE_MIDDLE,
    MOVE,
    CRASH,
    THROTTLED,
    HABIT
  }

  /** Something that happens at a time. */
  record Incident(int second, Kind kind, int whom, int seconds, Habit habit) {}

  /** A bad few hours: often many troubles of few kinds, which is what adds up. */
  @Provide
  Arbitrary<List<Incident>> troubles() {
    return Arbitraries.of(Kind.class)
        .set()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(kinds -> incidents(kinds).list().ofMaxSize(120));
  }

  private static Arbitrary<Incident> incidents(Set<Kind> kinds) {
    Arbitrary<Habit> habits =
        Combinators.combine(
                Arbitraries.of(0, 1, 20, 20, 20, 20),
                Arbitraries.of(0L, 0L, 1_000L, 15_000L, 29_990L),
                Arbitraries.of(0, 0, 0, 20, 90))
            .as(Habit::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, 9_000),
            Arbitraries.of(kinds),
            Arbitraries.integers().between(0, 11),
            Arbitraries.of(1, 4, 7, 12, 29, 60, 300),
            habits)
        .as(Incident::new);
  }

  @Property(tries = 80)
  void shouldNeverSeeMoreCallsThanTheLimitInAnyHour(
      @ForAll("troubles") List<Incident> incidents,
      @ForAll @IntRange(min = 10, max = 4000) int limit,
      @ForAll long seed) {
    Run run = new Run(limit, seed);
    incidents.forEach(run::plan);
    run.until(9_600);
    for (int p = 0; p < ACCOUNTS; p++) {
      assertThat(run.mostInAnHour(Replica.account(p))).isLessThanOrEqualTo(limit);
    }
  }

  @Property(tries = 10)
  void shouldUse95PercentOfTheLimitWhenNothingIsWrong(
      @ForAll @IntRange(min = 200, max = 4000) int limit, @ForAll long seed) {
    Run run = new Run(limit, seed);
    run.world.quickNetwork();
    run.until(7_300);
    for (int p = 0; p < ACCOUNTS; p++) {
      assertThat(run.madeSince(Replica.account(p), 3_600)).isGreaterThanOrEqualTo(limit * 95 / 100);
    }
  }

  private static final class Run {
    private final World world;
    private final int limit;
    private final Group group;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Map<AccountId, List<Long>> made = new HashMap<>();
    private int refusals;

    Run(int limit, long seed) {
      this.limit = limit;
      world = new World(seed);
      group = new Group(world, ACCOUNTS, Replica.SESSION.toNanos());
      for (int i = 0; i < REPLICAS; i++) {
        replicas.add(new Replica(world, group, limit));
      }
      for (Holder holder : List.of(Holder.CONTACT_SYNC, Holder.EDM_EVENT)) {
        clients.add(new Client(world, holder, replicas, ACCOUNTS, this::call));
      }
    }

    void plan(Incident incident) {
      world.at(incident.second() * World.SECOND, () -> happen(incident));
    }

    void until(int second) {
      world.runUntil(second * World.SECOND);
    }

    private void happen(Incident incident) {
      long nanos = incident.seconds() * World.SECOND;
      Replica replica = replicas.get(incident.whom() % REPLICAS);
      Client client = clients.get(incident.whom() % clients.size());
      switch (incident.kind()) {
        case CUT_FROM_KAFKA -> replica.cut(nanos);
        case STOP_REPLICA -> replica.stop(nanos);
        case STOP_REPLICA_IN_THE_MIDDLE -> replica.stopInTheMiddle(nanos);
        case STOP_CLIENT -> client.stop(nanos);
        case STOP_CLIENT_IN_THE_MIDDLE -> client.stopInTheMiddle(nanos);
        case MOVE -> group.move(incident.whom() % ACCOUNTS);
        case CRASH -> {
          replica.crash();
          replicas.set(incident.whom() % REPLICAS, new Replica(world, group, limit));
        }
        case THROTTLED -> refusals = 1 + incident.whom() / 6;
        case HABIT -> client.behave(incident.habit());
      }
    }

    private void call(AccountId account, Client client) {
      made.computeIfAbsent(account, id -> new ArrayList<>())
          .add(world.now() + world.random.nextLong(200 * World.MILLI));
      if (refusals > 0) {
        refusals--;
        client.soon(world.networkDelay(), () -> client.throttled(account));
      }
    }

    int mostInAnHour(AccountId account) {
      return CallLimit.most(made.getOrDefault(account, List.of()), HOUR);
    }

    int madeSince(AccountId account, int second) {
      return (int)
          made.getOrDefault(account, List.of()).stream()
              .filter(at -> at >= second * World.SECOND && at < second * World.SECOND + HOUR)
              .count();
    }
  }
}
