package io.m1bridge.token.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.guarantee.CallLimit;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** No 60 minutes see more calls than the limit, whatever holders, owners and M1 do. */
class PermitBrokerPropertyTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final long HOUR = Duration.ofHours(1).toNanos();

  /** One stretch of behaviour, repeated for a while. */
  record Phase(
      int seconds, int wanted, Holder holder, int useDelayMillis, int returnPercent, Event end) {}

  enum Event {
    NOTHING,
    TAKE_OVER,
    THROTTLED
  }

  @Provide
  Arbitrary<Phase> phases() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 2400),
            Arbitraries.integers().between(1, 20),
            Arbitraries.of(Holder.class),
            Arbitraries.of(0, 1, 15_000, 29_999),
            Arbitraries.of(0, 0, 10, 100),
            Arbitraries.of(Event.class))
        .as(Phase::new);
  }

  @Property(tries = 150)
  void shouldNeverAllowMoreCallsThanTheLimitInAnyHour(
      @ForAll @Size(min = 1, max = 12) List<@From("phases") Phase> phases,
      @ForAll @IntRange(min = 10, max = 5000) int limit,
      @ForAll long seed) {
    Run run = new Run(limit, seed);
    for (Phase phase : phases) {
      run.play(phase);
    }
    assertThat(CallLimit.most(run.made, HOUR)).isLessThanOrEqualTo(limit);
  }

  @Property(tries = 20)
  void shouldGrantAtLeast95PercentUnderSteadyDemand(
      @ForAll @IntRange(min = 200, max = 4000) int limit, @ForAll Holder holder) {
    Run run = new Run(limit, 1);
    run.play(new Phase(7200, 20, holder, 0, 0, Event.NOTHING));
    assertThat(run.madeBetween(HOUR, 2 * HOUR)).isGreaterThanOrEqualTo((int) (limit * 0.95));
  }

  @Property(tries = 20)
  void shouldKeepGuaranteedSharesWhenAllWantEverything(
      @ForAll @IntRange(min = 500, max = 4000) int limit) {
    long[] now = {0};
    PermitBroker broker = new PermitBroker(() -> now[0], new Random(1));
    Ownership ownership = () -> true;
    int[] got = new int[Holder.values().length];
    for (int second = 0; second < 7200; second++) {
      now[0] += 1_000_000_000L;
      for (Holder holder : Holder.values()) {
        if (broker.request(new PermitBroker.Asking(DEMO, limit, ownership, holder, "me"), 20)
                instanceof PermitOutcome.Granted granted
            && second >= 3600) {
          got[holder.ordinal()] += granted.permits();
        }
      }
    }
    BudgetRules rules = BudgetRules.of(limit);
    for (Holder holder : Holder.values()) {
      assertThat(got[holder.ordinal()])
          .as(holder.label())
          .isGreaterThanOrEqualTo((int) (limit * 0.95 * rules.share(holder)) - 2);
    }
  }

  private static final class Run {
    private final int limit;
    private final Random random;
    private final List<Long> made = new ArrayList<>();
    private long now;
    private final Ownership ownership = () -> true;
    private PermitBroker broker;

    Run(int limit, long seed) {
      this.limit = limit;
      this.random = new Random(seed);
      this.broker = newBroker();
    }

    private PermitBroker newBroker() {
      return new PermitBroker(() -> now, random);
    }

    void play(Phase phase) {
      for (int s = 0; s < phase.seconds(); s++) {
        now += 500_000_000L + (long) (random.nextDouble() * 1e9);
        PermitOutcome outcome =
            broker.request(
                new PermitBroker.Asking(DEMO, limit, ownership, phase.holder(), "me"),
                phase.wanted());
        if (outcome instanceof PermitOutcome.Granted granted) {
          int back = granted.permits() * phase.returnPercent() / 100;
          if (back > 0) {
            broker.giveBack(granted.leaseId(), "me", back);
            broker.giveBack(granted.leaseId(), "me", granted.permits());
            broker.giveBack(granted.leaseId(), "someone else", granted.permits());
          }
          for (int i = back; i < granted.permits(); i++) {
            made.add(now + phase.useDelayMillis() * 1_000_000L);
          }
        }
      }
      if (phase.end() == Event.TAKE_OVER) {
        broker = newBroker();
      } else if (phase.end() == Event.THROTTLED) {
        broker.throttled(DEMO, limit, ownership);
      }
    }

    int madeBetween(long from, long to) {
      return (int) made.stream().filter(at -> at >= from && at < to).count();
    }
  }
}
