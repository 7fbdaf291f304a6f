package io.m1bridge.contactsync.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Calls.Doubtful;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Progress.Held;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where M1 does not say why, or nobody can tell what it did, no contact pays for it. */
class CallDoubtTest {

  private static final M1Outcome<?> UNEXPLAINED = new M1Outcome.Unexplained<>(Optional.empty(), "");

  private final Workbench bench = new Workbench();
  private final Dispatches calls = new Dispatches(bench);

  private Progress progress(String name) {
    return bench.contact(name).progress();
  }

  private static void assertDoubt(Held held, Intent intent) {
    assertThat(held.phase()).isEqualTo(Held.Phase.IN_DOUBT);
    assertThat(held.callId()).isEqualTo(intent.callId());
  }

  @Test
  void shouldTryContactsAloneAndBlameNobodyWhileNothingElsePasses() {
    calls.upsert(4);
    Set<String> tried = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      Intent intent = calls.dispatchNext();
      if (intent.contacts().size() == 1) {
        tried.addAll(intent.contacts());
      }
      calls.made(intent, UNEXPLAINED);
      assertThat(calls.parts()).as("none is divided").allMatch(part -> part.size() == 1);
      bench.clock.advance(Duration.ofMinutes(5));
    }
    assertThat(bench.ends()).isEmpty();
    assertThat(tried).as("each in its turn").hasSize(4);

    while (bench.queue.depth(Workbench.ACCOUNT) > 0) {
      calls.accept(calls.dispatchNext());
    }
    assertThat(bench.ends().values()).hasSize(4).containsOnly(Outcome.APPLIED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLookIntoABatchOnceAnotherWritePassedAfterItsFirstRefusal(boolean serverError) {
    M1Outcome<?> no =
        serverError
            ? new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ZERO)
            : UNEXPLAINED;
    calls.othersPass();
    calls.upsert(2);
    for (int i = 0; i < 2; i++) {
      calls.made(calls.dispatch(), no);
    }
    assertThat(calls.parts()).as("what passed before says nothing").isEmpty();
    bench.clock.advance(Duration.ofSeconds(1));
    calls.othersPass();
    for (int i = 0; i < 2; i++) {
      calls.made(calls.dispatch(), no);
    }
    assertThat(calls.parts()).isEmpty();
    calls.othersPass();
    calls.made(calls.dispatch(), no);

    assertThat(calls.parts()).containsExactlyInAnyOrder(List.of("k0"), List.of("k1"));
    assertThat(bench.ends()).isEmpty();
  }

  @Test
  void shouldRejectAContactThatStandsAloneWhereOthersPassInBetween() {
    calls.upsert(2);
    calls.made(calls.dispatch(), UNEXPLAINED);
    for (int i = 0; i < 3; i++) {
      bench.clock.advance(Duration.ofSeconds(1));
      calls.othersPass();
      calls.made(calls.dispatch(), UNEXPLAINED);
    }
    List<ContactKey> alone = List.of(Workbench.key("k0"));
    for (int i = 0; i < 5; i++) {
      calls.made(calls.dispatch(alone), UNEXPLAINED);
      bench.clock.advance(Duration.ofMinutes(1));
      assertThat(bench.ends()).as("nothing passed since it stands alone").isEmpty();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(bench.ends()).isEmpty();
      bench.clock.advance(Duration.ofSeconds(1));
      calls.othersPass();
      calls.made(calls.dispatch(alone), UNEXPLAINED);
    }

    assertThat(progress("k0")).isInstanceOf(Progress.Rejected.class);
    assertThat(bench.ends().values()).containsExactly(Outcome.REJECTED);
    assertThat(bench.account.trouble()).as("it was not the account").isEmpty();
    calls.accept(calls.dispatch(List.of(Workbench.key("k1"))));
    assertThat(bench.ends().values()).containsExactlyInAnyOrder(Outcome.REJECTED, Outcome.APPLIED);
  }

  @Test
  void shouldHoldContactsInDoubtUntilTheCallCanNoLongerLand() {
    calls.upsert(2);
    Intent intent = calls.dispatch();
    calls.made(intent, new M1Outcome.Unknown<>("timeout"));
    bench.upsert("k0", Map.of("email", "k0@x.cn", "city", "上海"), Set.of());

    assertThat(progress("k0")).isInstanceOfSatisfying(Held.class, h -> assertDoubt(h, intent));
    assertThat(bench.queue.depth(Workbench.ACCOUNT)).as("nobody sends them").isZero();
    assertThat(bench.ends()).isEmpty();
    bench.completion.expired(bench.account, new Doubtful(intent, null, false));

    assertThat(bench.queue.depth(Workbench.ACCOUNT, Lane.ADD)).isEqualTo(2);
    assertThat(bench.contact("k1").doubtful()).as("it may stand there").containsKey("email");
    assertThat(bench.contact("k1").isInM1()).isTrue();
    assertThat(bench.ends()).containsExactly(Map.entry("e1", Outcome.COALESCED));
  }

  @Test
  void shouldNotBelieveTheFieldsOfAnEditOfUnknownOutcome() {
    bench.synced(1);
    bench.upsert("k0", Map.of("email", "p0@x.cn", "city", "上海"), Set.of());
    Intent intent = calls.dispatch(List.of(Workbench.key("k0")));
    assertThat(intent.kind()).isEqualTo(Intent.Kind.EDIT);
    calls.made(intent, new M1Outcome.Unknown<>("timeout"));
    bench.completion.expired(bench.account, new Doubtful(intent, null, false));

    assertThat(bench.contact("k0").synced().holds("city", "上海")).isFalse();
    assertThat(bench.contact("k0").synced().fields()).containsKey("city");
    assertThat(bench.queue.depth(Workbench.ACCOUNT, Lane.EDIT)).isEqualTo(1);
  }

  @Test
  void shouldNotForgetThatACallLostToABugMayHaveLanded() {
    calls.upsert(2);
    Intent intent = calls.dispatch();
    bench.completion.completed(bench.account, intent, new CallEnd.Lost("Bug"));
    assertThat(progress("k0")).isInstanceOfSatisfying(Held.class, h -> assertDoubt(h, intent));
    bench.completion.expired(bench.account, new Doubtful(intent, "Bug", false));

    assertThat(calls.parts()).containsExactlyInAnyOrder(List.of("k0"), List.of("k1"));
    IntStream.range(0, 2)
        .forEach(i -> assertThat(bench.contact("k" + i).isInM1()).as("k" + i).isTrue());
  }
}
