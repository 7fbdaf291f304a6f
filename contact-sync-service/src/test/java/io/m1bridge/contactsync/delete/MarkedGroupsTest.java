package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every group of ours goes in the end, none that is used, and nobody else's. */
class MarkedGroupsTest {

  private static final AccountId ACCOUNT = Workbench.ACCOUNT;
  private static final M1Outcome<?> DOWN = new M1Outcome.Unavailable<>("down", Duration.ZERO);

  private Workbench bench = new Workbench();
  private MarkedGroups groups = bench.deletes.groups();

  private void send() {
    groups.send(bench.account, bench.permit());
    bench.commit();
  }

  private void restart() {
    bench = bench.restarted();
    groups = bench.deletes.groups();
  }

  /** Group removals so far. */
  private List<List<Long>> removals() {
    return bench.m1.calls(M1Call.DeleteGroups.class).stream()
        .map(M1Call.DeleteGroups::ids)
        .toList();
  }

  private int looks() {
    return bench.m1.calls(M1Call.ListGroups.class).size();
  }

  /** Someone makes a group at M1. */
  private long make(String name) {
    M1Outcome<M1Answers.Group> made =
        bench
            .m1
            .send(ACCOUNT, new AccessToken("t"), new M1Call.AddGroup(name))
            .toCompletableFuture()
            .join();
    return ((M1Outcome.Accepted<M1Answers.Group>) made).value().id();
  }

  @Test
  void shouldLookOnceAndThenRemove() {
    assertThat(groups.isReady(ACCOUNT)).isFalse();
    groups.add(ACCOUNT, 7);
    assertThat(groups.isReady(ACCOUNT)).isTrue();
    send();
    assertThat(removals()).as("first the look").isEmpty();
    send();
    assertThat(removals()).containsExactly(List.of(7L));
    assertThat(groups.isReady(ACCOUNT)).isFalse();
    assertThat(groups.accounts()).isEmpty();

    groups.add(ACCOUNT, 8);
    send();
    assertThat(looks()).isEqualTo(1);
    assertThat(removals()).containsExactly(List.of(7L), List.of(8L));
    assertThat(bench.m1.calls(M1Call.DeleteGroups.class))
        .as("their contacts stay")
        .noneMatch(M1Call.DeleteGroups::withContacts);
  }

  @Test
  void shouldFindGroupsThatNobodyRemembersByTheirNames() {
    long ours = make(" m1bridge-del-demo-abc-12 ");
    make("m1bridge-del-demo-2-abc-12");
    make("m1bridge-del-other-abc-12");
    make("m1bridge-del-demo-");
    make("m1bridge-del-demo-abc-12 of Anna");
    make("Customers of m1bridge-del-demo-abc-12");
    groups.add(ACCOUNT, 1_000);
    send();
    send();

    assertThat(removals()).containsExactly(List.of(ours, 1_000L));
  }

  @Test
  void shouldKeepTheGroupOfAJobUntilItIsOver() {
    bench.synced(2);
    bench.delete("k0");
    bench.deletes.start(bench.account, List.of(Workbench.key("k0")), bench.permit());
    bench.commit();
    long group = groupOfTheJob();
    groups.add(ACCOUNT, group);
    assertThat(groups.isReady(ACCOUNT)).as("M1 cut two names to one").isFalse();
    groups.add(ACCOUNT, 1_000);
    send();
    send();
    assertThat(removals()).containsExactly(List.of(1_000L));

    while (bench.deletes.isReady(bench.account, bench.clock.instant())) {
      bench.deletes.step(bench.account, bench.permit());
      bench.commit();
    }
    send();
    assertThat(removals()).containsExactly(List.of(1_000L), List.of(group));
  }

  private long groupOfTheJob() {
    M1Outcome<M1Answers.Page<M1Answers.Group>> listed =
        bench
            .m1
            .send(
                ACCOUNT,
                new AccessToken("t"),
                new M1Call.ListGroups(1, 50, Optional.of("m1bridge-del")))
            .toCompletableFuture()
            .join();
    return ((M1Outcome.Accepted<M1Answers.Page<M1Answers.Group>>) listed)
        .value()
        .rows()
        .get(0)
        .id();
  }

  @Test
  void shouldRemoveAHundredAtATime() {
    LongStream.rangeClosed(1, 150).forEach(id -> groups.add(ACCOUNT, id));
    send();
    send();
    send();

    assertThat(removals()).extracting(List::size).containsExactly(100, 50);
    assertThat(removals().stream().flatMap(List::stream)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotTryForEverWhatM1Refuses(boolean explained) {
    groups.add(ACCOUNT, 7);
    send();
    bench.m1.next(
        explained
            ? new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "")
            : new M1Outcome.Unexplained<>(Optional.empty(), ""));
    send();

    assertThat(groups.isReady(ACCOUNT)).isFalse();
    assertThat(groups.accounts()).isEmpty();
    restart();
    assertThat(groups.accounts()).isEmpty();
  }

  @Test
  void shouldTryAgainAfterAFailure() {
    groups.add(ACCOUNT, 7);
    bench.m1.next(DOWN);
    send();
    assertThat(groups.isReady(ACCOUNT)).isTrue();
    send();
    assertThat(looks()).as("it has not looked yet").isEqualTo(2);
    bench.m1.next(DOWN);
    send();
    assertThat(groups.isReady(ACCOUNT)).isTrue();
    send();

    assertThat(removals()).containsExactly(List.of(7L), List.of(7L));
    assertThat(bench.account.inFlight()).isZero();
  }

  @Test
  void shouldGoOnWhereM1RefusesTheLook() {
    groups.add(ACCOUNT, 7);
    bench.m1.next(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    send();
    send();

    assertThat(removals()).containsExactly(List.of(7L));
  }

  @Test
  void shouldWaitForARemovalOfUnknownOutcomeAlsoAfterARestart() {
    groups.add(ACCOUNT, 7);
    send();
    bench.m1.next(new M1Outcome.Unknown<>("timeout"));
    send();
    assertThat(groups.isReady(ACCOUNT)).isFalse();

    restart();
    assertThat(bench.inherited).extracting(Intent::kind).containsExactly(Intent.Kind.REMOVE_GROUPS);
    assertThat(groups.accounts()).containsExactly(ACCOUNT);
    assertThat(groups.isReady(ACCOUNT)).isFalse();
    groups.uncertain(ACCOUNT);
    assertThat(groups.isReady(ACCOUNT)).isTrue();
    send();
    send();
    assertThat(looks()).as("once per task").isEqualTo(2);
    assertThat(removals()).containsExactly(List.of(7L), List.of(7L));
  }

  @Test
  void shouldForgetTheGroupsOfAnotherM1Account() {
    groups.add(ACCOUNT, 7);
    send();
    groups.abandon(ACCOUNT);
    assertThat(groups.isReady(ACCOUNT)).isFalse();
    groups.add(ACCOUNT, 9);
    send();
    assertThat(looks()).as("it has groups of its own").isEqualTo(2);
    groups.abandon(ACCOUNT);

    restart();
    assertThat(groups.accounts()).isEmpty();
  }

  @Test
  void shouldNotRemoveAGroupThatTheLookFindsInUse() {
    bench.synced(1);
    bench.delete("k0");
    bench.deletes.start(bench.account, List.of(Workbench.key("k0")), bench.permit());
    bench.commit();
    groups.add(ACCOUNT, 1_000);
    bench.m1.next(
        new M1Outcome.Accepted<>(
            new M1Answers.Page<>(
                1, List.of(new M1Answers.Group(55, name(), OptionalLong.empty())))));
    send();
    send();

    assertThat(removals()).containsExactly(List.of(1_000L));
  }

  /** The name of the group that the job has made. */
  private String name() {
    return bench.m1.calls(M1Call.AddContacts.class).get(1).groupName().orElseThrow();
  }
}
