package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.call.Calls.Doubtful;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a delete job whose calls are refused, fail, or are lost. */
class DeleteJobTroublesTest {

  private static final M1Outcome<?> LOST = new M1Outcome.Unknown<>("timeout");
  private static final M1Outcome<?> UNEXPLAINED = new M1Outcome.Unexplained<>(Optional.empty(), "");

  private final JobBench jobs = new JobBench(Map.of());

  @Test
  void shouldPutContactsBackWhereTheAccountIsTooFullForMarks() {
    JobBench full = new JobBench(Map.of("delete-guard.count", "1", "delete-guard.share", "0"));
    full.toDelete(1, 1);
    full.bench.m1.next(new M1Outcome.ContactLimit<>(new M1Code("E00003")));
    full.start();
    assertThat(full.bench.deletes.accounts()).as("marking is an add").isEmpty();
    assertThat(full.bench.contact("k0").progress()).isInstanceOf(Progress.Queued.class);
    assertThat(full.bench.ends()).hasSize(1);
    assertThat(full.start()).as("its id is not known").isFalse();
    assertThat(full.bench.account.room().mayDelete(false, full.bench.clock.instant())).isFalse();

    full.bench.clock.advance(Duration.ofMinutes(10));
    assertThat(full.mayStart()).as("counted once").isTrue();
    assertThat(full.start()).isTrue();
    full.toTheEnd();
    assertThat(full.bench.m1.store().contacts()).isEmpty();
    assertThat(full.bench.ends().values()).hasSize(2).containsOnly(Outcome.APPLIED);
  }

  @Test
  void shouldWaitForACallOfUnknownOutcomeAndMakeItAgain() {
    jobs.toDelete(1, 1);
    jobs.bench.m1.next(LOST);
    jobs.start();
    assertThat(jobs.isReady()).isFalse();
    jobs.bench.clock.advance(Workbench.IN_DOUBT_FOR.minusMillis(1));
    assertThat(jobs.bench.expired()).isEmpty();
    jobs.bench.clock.advance(Duration.ofMillis(1));
    jobs.bench.expired().forEach(jobs.bench.deletes::expired);

    assertThat(jobs.isReady()).isTrue();
    jobs.toTheEnd();
    assertThat(jobs.bench.ends().values()).hasSize(2).containsOnly(Outcome.APPLIED);
    assertThat(jobs.bench.callsByKind()).containsEntry("MARK", 2);
  }

  @Test
  void shouldNotTouchAJobWhoseCallOfAnEarlierOwnerMayStillLand() {
    jobs.toDelete(1, 1);
    jobs.start();
    jobs.step();
    jobs.bench.m1.nextAfterEffect(LOST);
    jobs.step();
    jobs.restart();

    assertThat(jobs.isReady()).isFalse();
    assertThat(jobs.mayStart()).isFalse();
    jobs.release();
    assertThat(jobs.isReady()).isTrue();
    jobs.toTheEnd();
    jobs.bench.clock.advance(Duration.ofSeconds(10));
    jobs.toTheEnd();
    assertThat(jobs.bench.ends().values()).hasSize(2).containsOnly(Outcome.APPLIED);
    assertThat(jobs.bench.m1.store().contacts()).isEmpty();
  }

  @Test
  void shouldSplitARefusedMarkAndRejectOnlyTheCulprit() {
    jobs.toDelete(2, 2);
    M1Outcome<?> refused = new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "");
    jobs.bench.m1.next(refused);
    jobs.start();
    assertThat(jobs.bisects()).isTrue();
    jobs.bench.m1.next(refused);
    jobs.step();
    jobs.toTheEnd();

    assertThat(jobs.bench.contact("k0").progress()).isInstanceOf(Progress.Rejected.class);
    assertThat(jobs.bench.contact("k1").isForgettable()).isTrue();
    assertThat(jobs.bench.ends().values())
        .containsExactlyInAnyOrder(
            Outcome.APPLIED, Outcome.APPLIED, Outcome.APPLIED, Outcome.REJECTED);
  }

  @Test
  void shouldTakeFailuresForARefusalOnlyWhileOthersPass() {
    jobs.toDelete(2, 2);
    jobs.bench.clock.advance(Duration.ofMinutes(2));
    jobs.bench.m1.next(UNEXPLAINED);
    jobs.start();
    for (int i = 0; i < 5; i++) {
      jobs.bench.m1.next(UNEXPLAINED);
      jobs.step();
      assertThat(jobs.bisects()).as("nothing else passes").isFalse();
    }
    jobs.othersPass();
    jobs.bench.m1.next(UNEXPLAINED);
    jobs.step();
    assertThat(jobs.bisects()).isTrue();

    jobs.bench.m1.next(UNEXPLAINED);
    jobs.step();
    assertThat(jobs.bench.ends()).as("counted anew for each part").hasSize(2);
    jobs.toTheEnd();
    assertThat(jobs.bench.m1.store().contacts()).isEmpty();
  }

  @Test
  void shouldRejectWhatABugMeets() {
    jobs.toDelete(1, 1);
    jobs.bench.m1.next(LOST);
    jobs.start();
    jobs.bench.clock.advance(Workbench.IN_DOUBT_FOR);
    jobs.bench
        .expired()
        .forEach(lost -> jobs.bench.deletes.expired(new Doubtful(lost.intent(), "Bug", false)));
    jobs.toTheEnd();

    assertThat(jobs.bench.contact("k0").progress()).isInstanceOf(Progress.Rejected.class);
    assertThat(jobs.bench.results())
        .anySatisfy(result -> assertThat(result.reason()).contains("(Bug)"));
  }
}
