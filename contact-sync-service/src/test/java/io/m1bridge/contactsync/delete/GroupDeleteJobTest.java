package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.delete.ModelM1.Details;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group goes with its contacts only where it holds those that were put into it, and no other. */
class GroupDeleteJobTest {

  private final ModelM1 m1 = new ModelM1();

  private static String email(int number) {
    return "p" + number + "@x.cn";
  }

  private JobRun synced(int count) {
    IntStream.range(0, count).forEach(i -> m1.put(email(i)));
    List<Member> members =
        IntStream.range(0, count).mapToObj(i -> Member.of("k" + i, email(i))).toList();
    return new JobRun(m1, Way.BY_GROUP, members);
  }

  private void assertAllGone(JobRun run, int count) {
    assertThat(run.ends).hasSize(count);
    assertThat(run.ends.values()).hasOnlyElementsOfType(Fate.Gone.class);
  }

  @Test
  void shouldDeleteAThousandWithFiveCalls() {
    JobRun run = synced(1_000).toTheEnd();

    assertAllGone(run, 1_000);
    assertThat(m1.contacts).isEmpty();
    assertThat(m1.calls).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void shouldGoTheSafeWayWhereTheCountIsAnother(long surplus) {
    m1.sizeSurplus = surplus;
    JobRun run = synced(100).toTheEnd();

    assertAllGone(run, 100);
    assertThat(m1.calls).isEqualTo(Way.MARKED.calls(100));
  }

  @Test
  void shouldNotDeleteAStrangerWhoJoinedTheGroup() {
    JobRun run = synced(100);
    long stranger = m1.stranger(JobRun.GROUP, "stranger@x.cn", run.now);

    run.toTheEnd();

    assertAllGone(run, 100);
    assertThat(m1.contacts).containsOnlyKeys(stranger);
  }

  @Test
  void shouldNotDeleteAStrangerInThePlaceOfOneThatM1Dropped() {
    m1.dropped.add(email(3));
    long stranger = m1.stranger(JobRun.GROUP, "stranger@x.cn", java.time.Instant.EPOCH);
    JobRun run = synced(100).toTheEnd();

    assertThat(run.ends.remove(email(3))).isEqualTo(new Fate.NotFound());
    assertAllGone(run, 99);
    assertThat(m1.contacts).containsKey(stranger);
  }

  @Test
  void shouldKeepAnAddressThatBelongsToAnotherContact() {
    JobRun run = synced(100);
    run.stays.add(email(2));

    run.toTheEnd();

    assertThat(run.ends.remove(email(2))).isEqualTo(new Fate.Kept());
    assertAllGone(run, 99);
    assertThat(m1.contacts.values()).containsExactly(email(2));
  }

  @Test
  void shouldNotBelieveASuccessThatSparesTheContacts() {
    m1.sparesContacts = true;
    JobRun run = synced(100).toTheEnd();

    assertAllGone(run, 100);
    assertThat(m1.contacts).isEmpty();
  }

  @Test
  void shouldWaitForDetailsThatLag() {
    m1.details = Details.LAGGING;
    m1.deleteLag = Duration.ofSeconds(3);
    JobRun run = synced(100).toTheEnd();

    assertAllGone(run, 100);
    assertThat(m1.calls).isLessThan(9);
  }

  @Test
  void shouldProveByAGroupWhereANoSaysNothing() {
    m1.details = Details.NO_REASON;
    JobRun run = synced(100).toTheEnd();

    assertAllGone(run, 100);
    assertThat(m1.contacts).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void shouldGoOnWhicheverCallIsLost(int lost) {
    for (JobRun.Luck luck :
        List.of(JobRun.Luck.LOST_AFTER_ITS_EFFECT, JobRun.Luck.LOST_BEFORE_ITS_EFFECT)) {
      ModelM1 other = new ModelM1();
      IntStream.range(0, 100).forEach(i -> other.put(email(i)));
      int[] call = {0};
      JobRun run =
          new JobRun(
              other,
              Way.BY_GROUP,
              IntStream.range(0, 100).mapToObj(i -> Member.of("k" + i, email(i))).toList());

      run.toTheEnd(() -> ++call[0] == lost ? luck : JobRun.Luck.FINE);

      assertAllGone(run, 100);
      assertThat(other.contacts).isEmpty();
    }
  }

  @Test
  void shouldRejectOnlyTheContactThatM1RefusesToMark() {
    m1.unmarkable.add(email(77));
    JobRun run = synced(200).toTheEnd();

    assertThat(run.ends.remove(email(77))).isEqualTo(new Fate.Rejected("E10103"));
    assertAllGone(run, 199);
    assertThat(m1.contacts.values()).containsExactly(email(77));
  }
}
