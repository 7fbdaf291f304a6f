package io.m1bridge.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.simulator.SimulatedCloud;
import java.time.Clock;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private final FaultPlan plan = new FaultPlan(new SplittableRandom(7), Clock.systemUTC());

  private static FaultSpec spec(String json) {
    return SimulatedCloud.control(json, FaultSpec.class);
  }

  @Test
  void shouldHitMatchingCallsAsOftenAsTold() {
    plan.add(spec("{\"path\":\"/contact/*\",\"kind\":\"status\",\"times\":2}"));

    assertThat(plan.draw("/edm/tasks", null, Map.of())).isNull();
    assertThat(plan.draw("/contact/add", null, Map.of())).isNotNull();
    assertThat(plan.draw("/contact/group/add", null, Map.of())).isNotNull();
    assertThat(plan.draw("/contact/add", null, Map.of())).isNull();
    assertThat(plan.list()).singleElement().returns(2, FaultPlan.Planned::hits);
  }

  @Test
  void shouldTakeThePathLiterallyButForTheStar() {
    plan.add(spec("{\"path\":\"/contact/a.d\",\"kind\":\"status\"}"));

    assertThat(plan.draw("/contact/add", null, Map.of())).isNull();
  }

  @Test
  void shouldHitOneAccountOnlyWhenToldSo() {
    plan.add(spec("{\"path\":\"*\",\"kind\":\"status\",\"account\":\"acme\"}"));

    assertThat(plan.draw("/contact/add", null, Map.of())).isNull();
    assertThat(plan.draw("/contact/add", "other", Map.of())).isNull();
    assertThat(plan.draw("/contact/add", "acme", Map.of())).isNotNull();
  }

  @Test
  void shouldUseUpTheFirstFaultBeforeTheNext() {
    plan.add(spec("{\"path\":\"*\",\"kind\":\"status\",\"times\":1}"));
    plan.add(spec("{\"path\":\"*\",\"kind\":\"delay\"}"));

    assertThat(plan.draw("/x", null, Map.of())).returns(FaultKind.STATUS, FaultSpec::kind);
    assertThat(plan.draw("/x", null, Map.of())).returns(FaultKind.DELAY, FaultSpec::kind);
  }

  @Test
  void shouldHitAboutAsOftenAsTheProbabilitySays() {
    plan.add(spec("{\"path\":\"*\",\"kind\":\"status\",\"probability\":0.3}"));
    int hits = 0;
    for (int i = 0; i < 10_000; i++) {
      hits += plan.draw("/x", null, Map.of()) == null ? 0 : 1;
    }
    assertThat(hits).isBetween(2_800, 3_200);
  }

  @Test
  void shouldForgetOneOrAll() {
    long first = plan.add(spec("{\"path\":\"*\",\"kind\":\"delay\"}")).id();
    plan.add(spec("{\"path\":\"*\",\"kind\":\"status\"}"));

    assertThat(plan.remove(first)).isTrue();
    assertThat(plan.remove(first)).isFalse();
    assertThat(plan.draw("/x", null, Map.of())).returns(FaultKind.STATUS, FaultSpec::kind);
    plan.clear();
    assertThat(plan.draw("/x", null, Map.of())).isNull();
  }

  @Test
  void shouldRefuseFaultsThatMakeNoSense() {
    for (String json :
        new String[] {
          "{\"kind\":\"status\"}",
          "{\"path\":\"*\"}",
          "{\"path\":\"*\",\"kind\":\"explode\"}",
          "{\"path\":\"*\",\"kind\":\"status\",\"times\":0}",
          "{\"path\":\"*\",\"kind\":\"status\",\"probability\":2}",
          "{\"path\":\"*\",\"kind\":\"status\",\"chance\":1}"
        }) {
      assertThatThrownBy(() -> spec(json)).isInstanceOf(RuntimeException.class);
    }
  }
}
