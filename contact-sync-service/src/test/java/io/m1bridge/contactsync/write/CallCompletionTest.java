package io.m1bridge.contactsync.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Progress.Held;
import io.m1bridge.contactsync.contact.Progress.Queued;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue.Place;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call's end is every contact's end once: nobody pays for another, and no doubt is forgotten. */
class CallCompletionTest {

  private static final M1Outcome<?> REFUSED = new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "");

  private final Workbench bench = new Workbench();
  private final Dispatches calls = new Dispatches(bench);

  private Progress progress(String name) {
    return bench.contact(name).progress();
  }

  private List<Outcome> statuses() {
    return bench.results().stream().map(SyncResult::outcome).toList();
  }

  @Test
  void shouldEndEveryContactOfAnAcceptedCall() {
    calls.upsert(3);
    Intent intent = calls.dispatch();
    calls.accept(intent);

    assertThat(bench.ends().values()).hasSize(3).containsOnly(Outcome.APPLIED);
    assertThat(bench.results())
        .allMatch(result -> result.attempts() == 1 && result.batchSize() == 3);
    assertThat(bench.contact("k0").synced()).isNotNull();
    assertThat(bench.account.inFlight()).isZero();
  }

  @Test
  void shouldHalveARefusedBatchAndBlameNobodyYet() {
    calls.upsert(5);
    calls.made(calls.dispatch(), REFUSED);

    assertThat(calls.parts())
        .containsExactlyInAnyOrder(List.of("k0", "k1"), List.of("k2", "k3", "k4"));
    assertThat(bench.queue.places(Workbench.ACCOUNT, Aside.Kind.BISECT))
        .as("to be sent")
        .hasSize(1);
    assertThat(bench.queue.depth(Workbench.ACCOUNT, Lane.ADD)).isZero();
    assertThat(bench.ends()).isEmpty();
    assertThat(bench.contact("k0").lastProblem()).startsWith("Its batch did not pass");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7, 12})
  void shouldRejectOneBadRowAloneWhereverItStands(int culprit) {
    calls.upsert(13);
    List<Intent> open = new ArrayList<>(List.of(calls.dispatch()));
    int count = 0;
    while (!open.isEmpty()) {
      Intent intent = open.remove(0);
      count++;
      if (intent.contacts().contains("k" + culprit)) {
        calls.made(intent, REFUSED);
      } else {
        calls.accept(intent);
      }
      for (Place place : bench.queue.places(Workbench.ACCOUNT, Aside.Kind.BISECT)) {
        open.add(calls.dispatch(bench.queue.scan(Workbench.ACCOUNT, place, 99)));
      }
      if (open.isEmpty() && bench.queue.depth(Workbench.ACCOUNT, Lane.ADD) > 0) {
        open.add(calls.dispatch());
      }
    }

    assertThat(progress("k" + culprit)).isInstanceOf(Progress.Rejected.class);
    assertThat(bench.ends().values()).hasSize(13);
    assertThat(statuses()).containsOnlyOnce(Outcome.REJECTED);
    assertThat(bench.results().stream().map(SyncResult::m1Code)).containsOnlyOnce("E10103");
    assertThat(count).isLessThanOrEqualTo(9);
  }

  @Test
  void shouldHalveTheRestWithoutACallWhereTheFirstPartPasses() {
    calls.upsert(8);
    calls.made(calls.dispatch(), REFUSED);
    calls.accept(calls.dispatch(part()));

    assertThat(calls.parts()).containsExactly(List.of("k4", "k5"), List.of("k6", "k7"));
  }

  @Test
  void shouldPutTheRestBackWhereTheFirstPartIsRefusedToo() {
    calls.upsert(8);
    calls.made(calls.dispatch(), REFUSED);
    calls.made(calls.dispatch(part()), REFUSED);

    assertThat(calls.parts()).containsExactly(List.of("k0", "k1"), List.of("k2", "k3"));
    assertThat(bench.queue.depth(Workbench.ACCOUNT, Lane.ADD)).isEqualTo(4);
  }

  @Test
  void shouldNotLeaveTheRestBehindWhereTheFirstPartIsGone() {
    calls.upsert(4);
    calls.made(calls.dispatch(), REFUSED);
    RefusedBatches batches = new RefusedBatches(bench.contacts, bench.queue);
    batches.release(Workbench.ACCOUNT, 0);
    assertThat(calls.parts()).as("the first part is there").hasSize(2);
    bench.delete("k0");
    bench.delete("k1");
    batches.release(Workbench.ACCOUNT, 1);
    assertThat(calls.parts()).as("a call may be for it").hasSize(1);
    batches.release(Workbench.ACCOUNT, 0);

    assertThat(calls.parts()).isEmpty();
    assertThat(bench.queue.depth(Workbench.ACCOUNT, Lane.ADD)).isEqualTo(2);
  }

  /** What is to be sent of a refused batch. */
  private List<ContactKey> part() {
    Place first = bench.queue.places(Workbench.ACCOUNT, Aside.Kind.BISECT).get(0);
    return bench.queue.scan(Workbench.ACCOUNT, first, 99);
  }

  @Test
  void shouldHalveACallThatIsTooLargeAndSendSmallerOnes() {
    calls.upsert(10);
    calls.made(calls.dispatch(), new M1Outcome.TooLarge<>());

    assertThat(calls.parts()).extracting(List::size).containsExactlyInAnyOrder(5, 5);
    assertThat(bench.account.sizes().bytes(bench.clock.instant()))
        .as("of 10 rows")
        .isBetween(100, 1_000);
  }

  @Test
  void shouldWaitWithoutBlameWhenTheHoursCallsAreUsedUp() {
    calls.upsert(2);
    calls.made(calls.dispatch(), new M1Outcome.Throttled<>(Optional.of(Duration.ofMinutes(3))));

    assertThat(bench.account.mayCall(bench.clock.instant())).isFalse();
    assertThat(bench.access.throttleReports()).hasSize(1);
    assertThat(bench.queue.depth(Workbench.ACCOUNT, Lane.ADD)).isEqualTo(2);
    assertThat(bench.results()).isEmpty();
    bench.clock.advance(Duration.ofMinutes(3));
    assertThat(bench.account.mayCall(bench.clock.instant())).isTrue();
    calls.accept(calls.dispatch());
    assertThat(bench.results()).allMatch(result -> result.attempts() == 2);
  }

  @Test
  void shouldTellOnceThatAFullAccountTakesNoMoreAdds() {
    calls.upsert(2);
    M1Outcome<?> full = new M1Outcome.ContactLimit<>(new M1Code("E00003"));
    calls.made(calls.dispatch(), full);
    assertThat(bench.account.room().mayAdd(bench.clock.instant())).isFalse();
    assertThat(bench.account.mayCall(bench.clock.instant())).as("others go on").isTrue();
    bench.clock.advance(Duration.ofMinutes(10));
    assertThat(bench.account.room().mayAdd(bench.clock.instant())).isTrue();
    bench.completion.completed(
        bench.account,
        calls.dispatch(),
        new CallEnd.NotMade(CallEnd.Reason.PERMIT_EXPIRED, Duration.ZERO));
    calls.made(calls.dispatch(), full);
    calls.made(calls.dispatch(), new M1Outcome.Throttled<>(Optional.of(Duration.ofMinutes(3))));
    bench.clock.advance(Duration.ofMinutes(10));
    calls.made(calls.dispatch(), full);

    assertThat(statuses()).containsExactly(Outcome.PARKED, Outcome.PARKED);
    assertThat(bench.results()).extracting(SyncResult::m1Code).containsOnly("E00003");
    assertThat(bench.ends()).isEmpty();
    assertThat(bench.queue.depth(Workbench.ACCOUNT, Lane.ADD)).isEqualTo(2);
  }

  /** A smaller one finds room where a larger one does not. */
  @Test
  void shouldStayFullWhereAnAddThatWasUnderWayPassed() {
    calls.upsert(2);
    Intent refused = calls.dispatch(List.of(Workbench.key("k0")));
    Intent passed = calls.dispatch(List.of(Workbench.key("k1")));
    bench.clock.advance(Duration.ofSeconds(1));
    calls.made(refused, new M1Outcome.ContactLimit<>(new M1Code("E00003")));
    calls.accept(passed);
    assertThat(bench.account.room().isFull()).isTrue();

    bench.clock.advance(Duration.ofMinutes(10));
    calls.accept(calls.dispatch());
    assertThat(bench.account.room().isFull()).isFalse();
  }

  @Test
  void shouldStayFullWhereContactsThatM1HasJoinAGroup() {
    calls.upsert(1);
    calls.accept(calls.dispatch());
    bench.account.room().noneToAdd(bench.clock.instant());
    bench.upsert("k0", Map.of("email", "k0@x.cn"), Set.of("客户"));
    calls.accept(calls.dispatch());

    assertThat(bench.account.room().isFull()).isTrue();
  }

  /** The change that it carried ends in the later one: after its end nothing is told of it. */
  @Test
  void shouldNotTellOfAFullAccountWhatALaterChangeFollows() {
    calls.upsert(1);
    Intent intent = calls.dispatch();
    bench.upsert("k0", Map.of("email", "k0@x.cn", "city", "上海"), Set.of());
    M1Outcome<?> full = new M1Outcome.ContactLimit<>(new M1Code("E00003"));
    calls.made(intent, full);

    assertThat(statuses()).containsExactly(Outcome.COALESCED);
    calls.made(calls.dispatch(), full);
    assertThat(statuses()).containsExactly(Outcome.COALESCED, Outcome.PARKED);
  }

  @Test
  void shouldCountNoAttemptOfACallThatWasNotMade() {
    calls.upsert(1);
    bench.completion.completed(
        bench.account,
        calls.dispatch(),
        new CallEnd.NotMade(CallEnd.Reason.PERMIT_EXPIRED, Duration.ZERO));
    calls.accept(calls.dispatch());

    assertThat(bench.results()).extracting(SyncResult::attempts).containsExactly(1);
  }

  @Test
  void shouldTouchOnlyContactsThatTheCallStillHolds() {
    calls.upsert(2);
    Intent first = calls.dispatch();
    calls.accept(first);
    bench.upsert("k0", Map.of("email", "k0@x.cn", "city", "上海"), Set.of());
    Intent second = calls.dispatch(List.of(Workbench.key("k0")));
    calls.made(first, REFUSED);

    assertThat(progress("k0"))
        .isInstanceOfSatisfying(
            Held.class, held -> assertThat(held.callId()).isEqualTo(second.callId()));
    assertThat(progress("k1")).isEqualTo(Progress.IDLE);
    assertThat(bench.ends()).hasSize(2);
  }

  @Test
  void shouldLookForTheContactThatABugMeets() {
    calls.upsert(2);
    CallEnd bug = new CallEnd.NotSent("java.lang.IllegalStateException");
    bench.completion.completed(bench.account, calls.dispatch(), bug);
    assertThat(calls.parts()).containsExactlyInAnyOrder(List.of("k0"), List.of("k1"));
    bench.completion.completed(bench.account, calls.dispatch(List.of(Workbench.key("k1"))), bug);

    assertThat(progress("k1")).isInstanceOf(Progress.Rejected.class);
    assertThat(progress("k0")).isInstanceOf(Queued.class);
    assertThat(bench.results())
        .extracting(SyncResult::reason)
        .singleElement()
        .asString()
        .contains("IllegalStateException");
  }
}
