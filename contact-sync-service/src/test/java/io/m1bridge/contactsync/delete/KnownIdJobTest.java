package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.delete.ModelM1.Details;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts whose ids M1's list told some time ago: the right ones go, and it is proven. */
class KnownIdJobTest {

  private final ModelM1 m1 = new ModelM1();
  private final List<Long> ids = new ArrayList<>();

  private static String email(int number) {
    return "p" + number + "@x.cn";
  }

  private JobRun known(int count) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(m1.put(email(i)));
      members.add(Member.known("k" + i, email(i), ids.get(i)));
    }
    return new JobRun(m1, Way.BY_ID, members);
  }

  private void assertAllGone(JobRun run, int count) {
    assertThat(run.ends).hasSize(count);
    assertThat(run.ends.values()).hasOnlyElementsOfType(Fate.Gone.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20})
  void shouldAskBeforeAndAfterADelete(int count) {
    JobRun run = known(count).toTheEnd();

    assertAllGone(run, count);
    assertThat(m1.contacts).isEmpty();
    assertThat(m1.calls).isEqualTo(Way.BY_ID.calls(count));
  }

  @Test
  void shouldNotTouchAnotherWhoHasTheIdByNow() {
    JobRun run = known(2);
    m1.contacts.put(ids.get(0), "somebody@else.cn");

    run.toTheEnd();

    assertAllGone(run, 2);
    assertThat(m1.contacts.values()).containsExactly("somebody@else.cn");
  }

  @Test
  void shouldDeleteThePersonAlsoWhereOneMadeItAnewByHand() {
    JobRun run = known(2);
    m1.removeByHand(ids.get(0), run.now);
    m1.put(email(0));

    run.toTheEnd();

    assertAllGone(run, 2);
    assertThat(m1.contacts).isEmpty();
  }

  @Test
  void shouldKeepAnAddressThatBelongsToAnotherContact() {
    JobRun run = known(2);
    run.stays.add(email(1));

    run.toTheEnd();

    assertThat(run.ends)
        .containsEntry(email(0), new Fate.Gone())
        .containsEntry(email(1), new Fate.Kept());
    assertThat(m1.contacts.values()).containsExactly(email(1));
  }

  @Test
  void shouldWaitForDetailsThatLag() {
    m1.details = Details.LAGGING;
    m1.deleteLag = Duration.ofSeconds(3);
    JobRun run = known(1).toTheEnd();

    assertAllGone(run, 1);
    assertThat(run.took()).isGreaterThan(Duration.ofSeconds(3));
    assertThat(m1.calls).isLessThanOrEqualTo(6);
  }

  @Test
  void shouldProveByAGroupWhereANoSaysNothing() {
    m1.details = Details.NO_REASON;
    JobRun run = known(1).toTheEnd();

    assertAllGone(run, 1);
    assertThat(m1.contacts).isEmpty();
    assertThat(m1.calls).as("look, delete, look; mark, list, delete, list").isEqualTo(7);
  }

  @Test
  void shouldNotCallGoneWhatADeleteWithoutEffectLeft() {
    JobRun run = known(2);
    m1.withoutEffect.add(ids.get(0));

    run.toTheEnd();

    assertThat(run.ends)
        .containsEntry(email(0), new Fate.Unproven())
        .containsEntry(email(1), new Fate.Gone());
  }

  @Test
  void shouldRejectOnlyTheContactThatM1RefusesToDelete() {
    JobRun run = known(5);
    m1.undeletable.add(ids.get(3));

    run.toTheEnd();

    assertThat(run.ends.remove(email(3))).isEqualTo(new Fate.Rejected("E10103"));
    assertAllGone(run, 4);
  }

  /** No mark finds it, and M1 shows it under its id: it is there, and the id is all there is. */
  @Test
  void shouldKeepTheIdOfOneKnownByItsNumberWhoseDeleteWasLost() {
    String number = new Identity("mobilePhone").address("13800138000");
    Member member = Member.known("k", number, m1.put(number));
    JobRun run = new JobRun(m1, Way.BY_ID, List.of(member));
    int[] call = {0};

    run.toTheEnd(() -> ++call[0] == 2 ? JobRun.Luck.LOST_BEFORE_ITS_EFFECT : JobRun.Luck.FINE);

    assertThat(run.ends).containsEntry(number, new Fate.Later(true));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void shouldGoOnWhereADeleteWasLostAndIdsThatAreGoneAreRefused(int lost) {
    m1.deleteUnknownRefused = true;
    JobRun run = known(1);
    int[] call = {0};

    run.toTheEnd(() -> ++call[0] == lost ? JobRun.Luck.LOST_AFTER_ITS_EFFECT : JobRun.Luck.FINE);

    assertAllGone(run, 1);
    assertThat(m1.contacts).isEmpty();
  }

  @Test
  void shouldTakeAContactAsAWholeWhereOneOfItsAddressesIsInDoubt() {
    long old = m1.put("old@x.cn");
    long older = m1.put("older@x.cn");
    m1.removeByHand(older, java.time.Instant.EPOCH);
    JobRun run =
        new JobRun(
            m1,
            Way.BY_ID,
            List.of(Member.known("k1", "old@x.cn", old), Member.known("k1", "older@x.cn", older)));

    run.toTheEnd();

    assertAllGone(run, 2);
    assertThat(m1.contacts).isEmpty();
  }
}
