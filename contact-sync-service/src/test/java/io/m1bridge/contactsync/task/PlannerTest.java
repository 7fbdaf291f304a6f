package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountHealth;
import io.m1bridge.contactsync.account.Trouble;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which call a permit goes to, and when none is taken. */
class PlannerTest {

  private static final M1Outcome<?> UNEXPLAINED = new M1Outcome.Unexplained<>(Optional.empty(), "");

  private Workbench bench = new Workbench();
  private PlannerBench planner = new PlannerBench(bench);

  private void use(Map<String, String> settings) {
    bench = new Workbench(settings);
    planner = new PlannerBench(bench);
  }

  private void edit(String name, String email) {
    bench.upsert(name, Map.of("email", email, "city", "上海"), Set.of());
  }

  private Workbench synced(int contacts) {
    bench.synced(contacts);
    planner.news();
    return bench;
  }

  @Test
  void shouldTakeNoPermitForAnAccountThatIsHeldBack() {
    bench.access.grantAlways(Workbench.ACCOUNT);
    bench.upsertAll("k", 3);
    bench.account.blockedBy(Optional.of(new Trouble(AccountHealth.PAUSED, "Paused by a person")));
    planner.plan();
    bench.account.blockedBy(Optional.empty());
    bench.m1.next(new M1Outcome.Throttled<>());
    planner.plan();
    assertThat(planner.news()).containsExactly("contact/add");
    planner.plan();

    assertThat(bench.access.taken()).hasSize(1);
    assertThat(bench.account.inFlight()).isZero();
    bench.clock.advance(Duration.ofSeconds(30));
    planner.plan();
    assertThat(planner.news()).containsExactly("contact/add");
  }

  @Test
  void shouldTakeNoPermitWhereNothingIsToDo() {
    bench.access.grantAlways(Workbench.ACCOUNT);
    synced(1);
    int before = bench.access.taken().size();
    planner.plan();

    assertThat(bench.access.taken()).hasSize(before);
  }

  @Test
  void shouldGiveBackAPermitThatIsNoLongerNeeded() {
    bench.access.grant(Workbench.ACCOUNT, 1);
    Permit permit = bench.account.permit(1).orElseThrow();
    bench.account.keep(permit);
    planner.plan();

    assertThat(bench.access.returned()).containsExactly(permit);
  }

  @Test
  void shouldHaveNoMoreCallsUnderWayThanAllowed() {
    use(Map.of("max-in-flight", "2", "max-rows", "1"));
    bench.access.grantAlways(Workbench.ACCOUNT);
    bench.upsertAll("k", 5);
    planner.planUncommitted();
    planner.planUncommitted();

    assertThat(bench.account.inFlight()).isEqualTo(2);
    assertThat(bench.access.taken()).hasSize(2);
    bench.commit();
    planner.plan();
    planner.plan();
    assertThat(planner.addedRows()).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void shouldAskForAsManyPermitsAsThereAreCalls() {
    use(Map.of("max-rows", "10"));
    bench.upsertAll("k", 25);
    planner.plan();

    assertThat(bench.access.lastDemand(Workbench.ACCOUNT)).isEqualTo(3);
    bench.access.grantAlways(Workbench.ACCOUNT);
    planner.plan();
    assertThat(planner.addedRows()).containsExactly(10, 10, 5);
  }

  @Test
  void shouldProbeBeforeAnythingElseAfterANoWithoutAReason() {
    bench.access.grantAlways(Workbench.ACCOUNT);
    bench.upsertAll("k", 2);
    bench.m1.next(UNEXPLAINED);
    planner.plan();
    bench.clock.advance(Duration.ofMinutes(1));
    planner.news();
    planner.planUncommitted();
    planner.planUncommitted();
    assertThat(bench.account.inFlight()).as("one probe, and no batch").isEqualTo(1);
    bench.commit();

    assertThat(planner.news()).containsExactly("contact/group/all");
    planner.plan();
    assertThat(planner.news()).containsExactly("contact/add");
    planner.plan();
    assertThat(planner.news()).isEmpty();
  }

  @Test
  void shouldServeFirstTheLaneWhereACallSettlesMost() {
    synced(2);
    edit("k0", "p0@x.cn");
    bench.upsertAll("n", 2);
    bench.delete("k1");

    assertThat(planner.planOne()).containsExactly("contact/add");
    assertThat(planner.addedRows()).as("both new ones").endsWith(2);
    assertThat(planner.planOne()).containsExactly("contact/edit");
    assertThat(planner.planOne()).as("the marking").containsExactly("contact/add");
    assertThat(planner.planOne()).containsExactly("contact/all");
  }

  @Test
  void shouldFinishAJobBeforeItBeginsAnythingElse() {
    synced(1);
    bench.delete("k0");
    planner.planOne();
    bench.upsertAll("n", 50);

    assertThat(planner.planOne()).containsExactly("contact/all");
    assertThat(planner.planOne()).containsExactly("contact/delete");
    assertThat(planner.planOne()).containsExactly("contact/all");
    assertThat(planner.planOne()).containsExactly("contact/add");
    assertThat(planner.addedRows()).endsWith(50);
  }

  @Test
  void shouldBeginNoDeleteThatAPersonHasToBeAskedAbout() {
    use(Map.of("delete-guard.count", "1", "delete-guard.share", "0"));
    synced(3);
    bench.delete("k0");
    bench.delete("k1");
    bench.upsertAll("n", 1);
    assertThat(planner.planOne()).containsExactly("contact/add");
    assertThat(planner.planOne()).isEmpty();

    bench.guard.approve(Workbench.ACCOUNT);
    planner.plan();
    assertThat(planner.news()).containsExactly("contact/add");
    assertThat(bench.contact("k0").progress()).isInstanceOf(Progress.Held.class);
  }

  @Test
  void shouldEditButNeitherAddNorMarkWhileM1TakesNoMarks() {
    synced(2);
    bench.account.room().noneToMark(bench.clock.instant().plusSeconds(60));
    bench.upsertAll("n", 1);
    bench.delete("k1");
    edit("k0", "p0@x.cn");
    assertThat(planner.planOne()).containsExactly("contact/edit");
    assertThat(planner.planOne()).as("its id is not known").isEmpty();
    planner.plan();
    assertThat(planner.news()).as("a list may tell it").containsExactly("contact/property/all");

    bench.clock.advance(Duration.ofSeconds(60));
    assertThat(planner.planOne()).containsExactly("contact/add");
    assertThat(bench.contact("k1").progress()).as("marked").isInstanceOf(Progress.Held.class);
    assertThat(bench.contact("n0").synced()).isNull();
  }

  @Test
  void shouldDeleteFirstEditAndAddLastWhereTheAccountIsFull() {
    synced(2);
    bench.account.room().noneToAdd(bench.clock.instant());
    bench.upsertAll("n", 5);
    bench.delete("k1");
    edit("k0", "p0@x.cn");
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      bench.access.grantAlways(Workbench.ACCOUNT);
      // Permits enough for an add beside the step of the delete that is under way.
      planner.plan();
      calls.addAll(planner.news());
    }

    assertThat(calls)
        .filteredOn(call -> !call.startsWith("contact/group/"))
        .containsExactly(
            "contact/edit",
            "contact/add",
            "contact/all",
            "contact/delete",
            "contact/all",
            "contact/add");
    assertThat(bench.m1.store().byEmail("p1@x.cn")).isEmpty();
    assertThat(planner.addedRows()).endsWith(1, 5);
    assertThat(bench.account.room().isFull()).isFalse();
  }

  @Test
  void shouldSendNothingForContactsInDoubt() {
    bench.access.grantAlways(Workbench.ACCOUNT);
    bench.m1.next(new M1Outcome.Unknown<>("timeout"));
    bench.upsertAll("k", 1);
    planner.plan();
    edit("k0", "k0@x.cn");
    planner.plan();
    bench.clock.advance(Workbench.IN_DOUBT_FOR.minusMillis(1));
    assertThat(bench.expired()).isEmpty();
    planner.plan();
    assertThat(planner.news()).hasSize(1);

    bench.clock.advance(Duration.ofMillis(1));
    bench.expired().forEach(lost -> bench.completion.expired(bench.account, lost));
    planner.plan();
    assertThat(planner.news()).containsExactly("contact/add");
    assertThat(bench.contact("k0").progress()).isEqualTo(Progress.IDLE);
  }

  @Test
  void shouldWaitForAFullBatchWhileInputFlowsIn() {
    use(Map.of("max-rows", "10"));
    bench.access.grantAlways(Workbench.ACCOUNT);
    IntStream.range(0, 50)
        .forEach(
            i ->
                planner.flows.arrived(
                    Workbench.ACCOUNT, bench.clock.instant(), bench.clock.instant()));
    bench.upsertAll("k", 13);
    planner.plan();
    assertThat(planner.addedRows()).containsExactly(10);

    bench.clock.advance(Duration.ofSeconds(3));
    planner.plan();
    assertThat(planner.addedRows()).as("three have waited long enough").containsExactly(10, 3);
    assertThat(bench.queue.depth(Workbench.ACCOUNT, Lane.ADD)).isZero();
  }

  @Test
  void shouldRemoveGroupsOnlyWhenNothingElseIsToDo() {
    synced(1);
    bench.delete("k0");
    for (int i = 0; i < 4; i++) {
      planner.planOne();
    }
    bench.upsertAll("n", 1);
    assertThat(planner.planOne()).containsExactly("contact/add");
    assertThat(planner.planOne()).containsExactly("contact/group/all");
    assertThat(planner.planOne()).containsExactly("contact/group/delete");
    assertThat(planner.planOne()).isEmpty();
  }
}
