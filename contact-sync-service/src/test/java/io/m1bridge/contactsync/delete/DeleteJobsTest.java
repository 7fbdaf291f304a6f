package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs go on where they were, whatever becomes of their calls, and begin only where they may. */
class DeleteJobsTest {

  private JobBench jobs = new JobBench(Map.of());

  @Test
  void shouldMarkListDeleteAndLookAgain() {
    jobs.toDelete(3, 2);
    assertThat(jobs.start()).isTrue();
    assertThat(jobs.bench.contact("k0").progress()).isInstanceOf(Progress.Held.class);
    jobs.toTheEnd();

    assertThat(jobs.bench.m1.store().contacts().values())
        .extracting(contact -> contact.get(ContactField.EMAIL).orElseThrow())
        .containsExactly("p2@x.cn");
    assertThat(jobs.bench.ends().values()).hasSize(5).containsOnly(Outcome.APPLIED);
    assertThat(jobs.bench.contact("k0").isForgettable()).isTrue();
    assertThat(jobs.bench.callsByKind())
        .containsEntry("MARK", 1)
        .containsEntry("DELETE", 1)
        .containsEntry("contact/all", 2);
    assertThat(jobs.bench.deletes.accounts()).isEmpty();
    assertThat(jobs.bench.deletes.groups().isReady(Workbench.ACCOUNT)).isTrue();
    assertThat(jobs.bench.account.inFlight()).isZero();
  }

  @Test
  void shouldMarkOnlyWhatIsToGoAndInAGroupOfItsOwn() {
    jobs.toDelete(3, 2);
    jobs.start();

    M1Call.AddContacts mark = jobs.bench.m1.calls(M1Call.AddContacts.class).get(1);
    assertThat(mark.contacts())
        .extracting(contact -> contact.get(ContactField.EMAIL).orElseThrow())
        .containsExactly("p0@x.cn", "p1@x.cn");
    assertThat(mark.groupName())
        .hasValueSatisfying(
            name -> assertThat(GroupNames.isOurs(Workbench.ACCOUNT, name)).as(name).isTrue());
  }

  /** It was rejected meanwhile, as a bug has it: the end of the job undoes nothing of that. */
  @Test
  void shouldLeaveAContactAloneThatItHoldsNoMore() {
    jobs.toDelete(2, 2);
    jobs.start();
    ContactState met = jobs.bench.contact("k0");
    jobs.bench.contacts.apply(met, Outcomes.rejected(met, Rejection.NEVER_LISTED));
    jobs.toTheEnd();

    assertThat(jobs.bench.contact("k0").progress())
        .isEqualTo(new Progress.Rejected("delete-not-found"));
    assertThat(jobs.bench.results())
        .extracting(SyncResult::outcome)
        .containsOnlyOnce(Outcome.REJECTED);
  }

  @Test
  void shouldBeginNothingWhereNothingIsToBeDeleted() {
    jobs.bench.synced(1);

    assertThat(jobs.start()).isFalse();
    assertThat(
            jobs.bench.deletes.start(
                jobs.bench.account, List.of(Workbench.key("k0")), jobs.bench.permit()))
        .isFalse();
    assertThat(jobs.bench.deletes.accounts()).isEmpty();
    assertThat(jobs.bench.account.inFlight()).isZero();
    assertThatThrownBy(jobs::step).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldMakeNoCallBeforeItIsOnRecord() {
    jobs.toDelete(1, 1);
    List<ContactKey> keys = List.of(Workbench.key("k0"));
    jobs.bench.deletes.start(jobs.bench.account, keys, jobs.bench.permit());
    jobs.bench.calls.drain();

    assertThat(jobs.bench.m1.calls()).hasSize(1);
    assertThat(jobs.isReady()).as("its call is under way").isFalse();
    assertThat(jobs.mayStart()).isFalse();
  }

  @Test
  void shouldTakeOneJobAtATimeUntilItOnlyWaitsForLists() {
    jobs.toDelete(2, 1);
    jobs.start();
    assertThat(jobs.mayStart()).isFalse();
    jobs.bench.m1.next(new M1Outcome.Accepted<>(new M1Answers.Page<>(0, List.of())));
    jobs.step();

    assertThat(jobs.isReady()).as("the list lags").isFalse();
    assertThat(jobs.mayStart()).isTrue();
    jobs.bench.delete("k1");
    assertThat(jobs.start()).isTrue();
    jobs.toTheEnd();
    jobs.bench.clock.advance(Duration.ofSeconds(10));
    assertThat(jobs.mayStart()).isFalse();
    jobs.toTheEnd();
    assertThat(jobs.bench.m1.store().contacts()).isEmpty();
  }

  @Test
  void shouldBeginNoneThatAPersonHasToBeAskedAbout() {
    jobs = new JobBench(Map.of("delete-guard.count", "1", "delete-guard.share", "0"));
    jobs.toDelete(3, 2);
    assertThat(jobs.mayStart()).isFalse();

    jobs.bench.guard.approve(Workbench.ACCOUNT);
    assertThat(jobs.mayStart()).isTrue();
    jobs.start();
    jobs.toTheEnd();
    jobs.bench.delete("k2");
    assertThat(jobs.mayStart()).as("two have begun in this hour").isFalse();
    jobs.bench.clock.advance(Duration.ofHours(1));
    assertThat(jobs.mayStart()).isTrue();
  }

  @Test
  void shouldTakeAsManyAsOneCallMayCarry() {
    jobs = new JobBench(Map.of("max-rows", "2"));
    for (int i = 0; i < 3; i++) {
      jobs.bench.upsert("k" + i, "p" + i + "@x.cn");
    }
    jobs.bench.send(Lane.ADD);
    jobs.bench.send(Lane.ADD);
    List.of("k0", "k1", "k2").forEach(jobs.bench::delete);
    jobs.start();

    assertThat(jobs.bench.queue.depth(Workbench.ACCOUNT, Lane.DELETE)).isEqualTo(1);
    assertThat(jobs.bench.contact("k1").heldBy()).isEqualTo(jobs.bench.contact("k0").heldBy());
  }

  @Test
  void shouldGoOnAfterARestartInEachStep() {
    jobs.toDelete(2, 2);
    jobs.start();
    for (int i = 0; i < 20 && !jobs.bench.deletes.accounts().isEmpty(); i++) {
      jobs.restart();
      assertThat(jobs.isReady()).as("step " + i).isTrue();
      jobs.step();
    }

    assertThat(jobs.bench.m1.store().contacts()).isEmpty();
    assertThat(jobs.bench.ends().values()).hasSize(4).containsOnly(Outcome.APPLIED);
    assertThat(jobs.bench.callsByKind()).doesNotContainKey("MARK");
  }

  @Test
  void shouldForgetTheJobsOfAnotherM1Account() {
    jobs.toDelete(2, 1);
    jobs.start();
    jobs.toTheEnd();
    jobs.bench.delete("k1");
    jobs.start();
    jobs.bench.deletes.abandon(Workbench.ACCOUNT);

    assertThat(jobs.bench.deletes.accounts()).isEmpty();
    assertThat(jobs.bench.deletes.groups().accounts()).isEmpty();
    assertThat(jobs.bench.restarted().deletes.accounts()).isEmpty();
  }
}
