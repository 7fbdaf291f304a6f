package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many permits go to refused batches and to rare labels while others wait. */
class PlannerSharesTest {

  private Workbench bench = new Workbench();
  private PlannerBench planner = new PlannerBench(bench);

  private void use(Map<String, String> settings) {
    bench = new Workbench(settings);
    planner = new PlannerBench(bench);
  }

  @Test
  void shouldKeepThePermitOfACallThatCameToNothing() {
    planner.withLabel("k1", "Level");
    assertThat(planner.planOne()).as("k1 was set aside").isEmpty();
    planner.plan();

    assertThat(planner.news()).containsExactly("contact/property/all");
    assertThat(bench.access.taken()).hasSize(1);
    assertThat(bench.access.returned()).isEmpty();
  }

  @Test
  void shouldBisectWithEveryOtherCallAtMostWhileOthersWait() {
    bench.upsertAll("k", 4);
    bench.m1.next(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    planner.planOne();
    bench.upsertAll("n", 3);
    planner.planOne();
    bench.upsertAll("m", 5);
    planner.planOne();
    planner.planOne();

    assertThat(planner.addedRows()).containsExactly(4, 2, 8, 1);
  }

  @Test
  void shouldBisectWithEveryCallWhereNobodyElseWaits() {
    bench.upsertAll("k", 4);
    bench.m1.next(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    planner.planOne();
    planner.planOne();
    planner.planOne();
    planner.planOne();

    assertThat(planner.addedRows()).containsExactly(4, 2, 1, 1);
  }

  @Test
  void shouldLetARareLabelTakeOneCallInTenWhileOthersWait() {
    use(Map.of("max-rows", "1"));
    bench.upsertAll("k", 20);
    planner.withLabel("rare", "Level");
    for (int call = 1; call <= 9; call++) {
      assertThat(planner.planOne())
          .as("call " + call)
          .doesNotContain("contact/property/add")
          .hasSize(1);
    }
    assertThat(planner.planOne()).containsExactly("contact/property/add");
    assertThat(planner.addedRows()).hasSize(8);
  }

  @Test
  void shouldCreateAtOnceALabelThatMoreContactsNeedThanWait() {
    use(Map.of("max-rows", "1"));
    IntStream.range(0, 5).forEach(i -> planner.withLabel("l" + i, "Level"));
    bench.upsertAll("k", 6);
    assertThat(planner.planOne()).containsExactly("contact/add");
    assertThat(planner.planOne()).containsExactly("contact/property/all");

    assertThat(planner.planOne()).containsExactly("contact/property/add");
  }

  @Test
  void shouldTakeNoMoreOfAnHourForRareLabelsThanTheirShare() {
    bench.access.grantAlways(Workbench.ACCOUNT);
    bench.account.costly().limit(1);
    planner.withLabel("k1", "L1");
    planner.withLabel("k2", "L2");
    planner.plan();
    planner.plan();
    planner.plan();
    assertThat(bench.m1.calls(M1Call.AddProperty.class)).hasSize(1);
    bench.clock.advance(Duration.ofMinutes(59));
    planner.plan();
    planner.plan();
    assertThat(bench.m1.calls(M1Call.AddProperty.class)).hasSize(1);

    bench.clock.advance(Duration.ofMinutes(1));
    planner.plan();
    assertThat(bench.m1.calls(M1Call.AddProperty.class)).hasSize(2);
  }
}
