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

  @Test
  void shouldKeepThePermitOfACallThatCameToNothing() {
    bench.withLabel("k1", "Level");
    assertThat(bench.planOne()).as("k1 was set aside").isEmpty();
    bench.plan();

    assertThat(bench.news()).containsExactly("contact/property/all");
    assertThat(bench.access.taken()).hasSize(1);
    assertThat(bench.access.returned()).isEmpty();
  }

  @Test
  void shouldBisectWithEveryOtherCallAtMostWhileOthersWait() {
    bench.upsertAll("k", 4);
    bench.m1.next(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    bench.planOne();
    bench.upsertAll("n", 3);
    bench.planOne();
    bench.upsertAll("m", 5);
    bench.planOne();
    bench.planOne();

    assertThat(bench.addedRows()).containsExactly(4, 2, 8, 1);
  }

  @Test
  void shouldBisectWithEveryCallWhereNobodyElseWaits() {
    bench.upsertAll("k", 4);
    bench.m1.next(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    bench.planOne();
    bench.planOne();
    bench.planOne();
    bench.planOne();

    assertThat(bench.addedRows()).containsExactly(4, 2, 1, 1);
  }

  @Test
  void shouldLetARareLabelTakeOneCallInTenWhileOthersWait() {
    bench = new Workbench(Map.of("max-rows", "1"));
    bench.upsertAll("k", 20);
    bench.withLabel("rare", "Level");
    for (int call = 1; call <= 9; call++) {
      assertThat(bench.planOne())
          .as("call " + call)
          .doesNotContain("contact/property/add")
          .hasSize(1);
    }
    assertThat(bench.planOne()).containsExactly("contact/property/add");
    assertThat(bench.addedRows()).hasSize(8);
  }

  @Test
  void shouldCreateAtOnceALabelThatMoreContactsNeedThanWait() {
    bench = new Workbench(Map.of("max-rows", "1"));
    IntStream.range(0, 5).forEach(i -> bench.withLabel("l" + i, "Level"));
    bench.upsertAll("k", 6);
    assertThat(bench.planOne()).containsExactly("contact/add");
    assertThat(bench.planOne()).containsExactly("contact/property/all");

    assertThat(bench.planOne()).containsExactly("contact/property/add");
  }

  @Test
  void shouldTakeNoMoreOfAnHourForRareLabelsThanTheirShare() {
    bench.access.grantAlways(Workbench.ACCOUNT);
    bench.account.costly().limit(1);
    bench.withLabel("k1", "L1");
    bench.withLabel("k2", "L2");
    bench.plan();
    bench.plan();
    bench.plan();
    assertThat(bench.m1.calls(M1Call.AddProperty.class)).hasSize(1);
    bench.clock.advance(Duration.ofMinutes(59));
    bench.plan();
    bench.plan();
    assertThat(bench.m1.calls(M1Call.AddProperty.class)).hasSize(1);

    bench.clock.advance(Duration.ofMinutes(1));
    bench.plan();
    assertThat(bench.m1.calls(M1Call.AddProperty.class)).hasSize(2);
  }
}
