package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.delete.ModelM1.Paging;
import io.m1bridge.contactsync.delete.ModelM1.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteJobTest {

  private final ModelM1 m1 = new ModelM1();

  private static List<Member> members(int count) {
    return IntStream.range(0, count).mapToObj(i -> Member.of("k" + i, email(i))).toList();
  }

  private static String email(int number) {
    return "p" + number + "@x.cn";
  }

  private JobRun synced(int count) {
    IntStream.range(0, count).forEach(i -> m1.put(email(i)));
    return new JobRun(m1, members(count));
  }

  private void assertAllGone(JobRun run, int count) {
    assertThat(run.ends).hasSize(count);
    assertThat(run.ends.values()).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.contacts).isEmpty();
  }

  @Test
  void shouldProveAThousandDeletesWithTwentyThreeCalls() {
    JobRun run = synced(1_000).toTheEnd();

    assertAllGone(run, 1_000);
    // Mark, 20 pages, delete, look again; removing the group is the 24th.
    assertThat(m1.calls).isEqualTo(23);
  }

  @ParameterizedTest
  @CsvSource({"20,90", "1,30", "7,100", "50,300", "49,98"})
  void shouldDeleteAllWhateverThePagesHold(int cap, int count) {
    for (Paging paging : Paging.values()) {
      ModelM1 other = new ModelM1();
      IntStream.range(0, count).forEach(i -> other.put(email(i)));
      other.pageCap = cap;
      other.paging = paging;

      JobRun run = new JobRun(other, members(count)).toTheEnd();

      assertThat(run.ends.values()).as(paging.name()).hasOnlyElementsOfType(Fate.Gone.class);
      assertThat(other.contacts).as(paging.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Totals.class)
  void shouldNotBelieveTotals(Totals totals) {
    m1.totals = totals;
    m1.pageCap = 20;

    JobRun run = synced(90).toTheEnd();

    assertAllGone(run, 90);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 45, 300})
  void shouldWaitForListsThatLag(int seconds) {
    m1.addLag = Duration.ofSeconds(seconds);
    m1.deleteLag = Duration.ofSeconds(seconds);
    m1.deleteUnknownRefused = true;

    JobRun run = synced(90).toTheEnd();

    assertAllGone(run, 90);
    assertThat(m1.calls).isLessThan(90);
    assertThat(run.took()).isLessThan(Duration.ofSeconds(20 + 4L * seconds));
  }

  @Test
  void shouldRejectWhatM1NeverShowsAndOnlyThat() {
    m1.dropped.add(email(3));

    JobRun run = synced(90).toTheEnd();

    assertThat(run.ends.remove(email(3))).isEqualTo(new Fate.NotFound());
    assertThat(run.ends.values()).hasSize(89).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(run.took()).isGreaterThanOrEqualTo(JobRun.PATIENCE);
    assertThat(m1.calls).as("the pauses grow").isLessThan(40);
  }

  @Test
  void shouldLetGoOfTheOthersWhileOneIsStillLookedFor() {
    m1.dropped.add(email(3));
    JobRun run = synced(90);

    run.during(Duration.ofSeconds(5));

    assertThat(run.ends.values()).hasSize(89).hasOnlyElementsOfType(Fate.Gone.class);
  }

  @Test
  void shouldKnowAddressesThatComeBackChanged() {
    List<UnaryOperator<String>> changes =
        List.of(
            email -> " " + email + " ",
            email -> email.toUpperCase(java.util.Locale.ROOT),
            email -> email.replace('@', '＠').replace('p', 'ｐ'));
    for (UnaryOperator<String> change : changes) {
      ModelM1 other = new ModelM1();
      IntStream.range(0, 30).forEach(i -> other.put(email(i)));
      other.shownAs = change;

      JobRun run = new JobRun(other, members(30)).toTheEnd();

      assertThat(run.ends.values()).hasOnlyElementsOfType(Fate.Gone.class);
      assertThat(other.contacts).isEmpty();
    }
  }

  @Test
  void shouldLeaveStrangersInTheGroupAlone() {
    JobRun run = synced(70);
    long stranger = m1.stranger(JobRun.GROUP, "stranger@x.cn", run.now);

    run.toTheEnd();

    assertThat(run.ends.values()).hasSize(70).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.contacts).containsOnlyKeys(stranger);
  }

  @Test
  void shouldKeepAnAddressThatBelongsToAnotherContact() {
    JobRun run = synced(5);
    run.stays.add(email(2));

    run.toTheEnd();

    assertThat(run.ends.remove(email(2))).isEqualTo(new Fate.Kept());
    assertThat(run.ends.values()).hasSize(4).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.contacts.values()).containsExactly(email(2));
  }

  @Test
  void shouldTakeAwayWhatOnlyTheMarkingMade() {
    JobRun run = new JobRun(m1, members(3)).toTheEnd();

    assertAllGone(run, 3);
  }

  @Test
  void shouldRejectOnlyTheContactThatM1RefusesToMark() {
    m1.unmarkable.add(email(77));

    JobRun run = synced(200).toTheEnd();

    assertThat(run.ends.remove(email(77))).isEqualTo(new Fate.Rejected("E10103"));
    assertThat(run.ends.values()).hasSize(199).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.calls).isLessThan(30);
  }

  @Test
  void shouldBlameNobodyWhileM1TakesNoMoreGroups() {
    JobRun run = synced(300);
    m1.noGroupsBefore = run.start.plus(Duration.ofMinutes(5));

    run.toTheEnd();

    assertAllGone(run, 300);
    assertThat(m1.calls).isLessThan(180);
  }

  @Test
  void shouldRejectAllAtLastWhereM1TakesNoMoreGroups() {
    JobRun run = synced(300);
    m1.noGroupsBefore = Instant.MAX;

    run.toTheEnd();

    assertThat(run.ends.values()).hasSize(300).containsOnly(new Fate.Rejected("E10103"));
    assertThat(m1.contacts).hasSize(300);
    assertThat(m1.calls).isLessThan(250);
  }

  @Test
  void shouldAskForFewerRowsWhereATooDeepPageIsEmpty() {
    m1.deepestRow = 30;

    JobRun run = synced(90).toTheEnd();

    assertAllGone(run, 90);
  }

  @Test
  void shouldRejectOnlyTheContactThatM1RefusesToDelete() {
    JobRun run = synced(200);
    m1.undeletable.add(78L);

    run.toTheEnd();

    assertThat(run.ends.remove(email(77))).isEqualTo(new Fate.Rejected("E10103"));
    assertThat(run.ends.values()).hasSize(199).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.calls).isLessThan(60);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotLookForTheCulpritAmongThoseThatARefusedDeleteTook(boolean restDeleted) {
    m1.deleteUnknownRefused = true;
    m1.refusedRestDeleted = restDeleted;
    JobRun run = synced(200);
    run.during(Duration.ofMillis(450));
    m1.removeByHand(7L, run.now);

    run.toTheEnd();

    assertThat(run.ends.values()).hasSize(200).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.contacts).isEmpty();
    assertThat(m1.calls).isLessThan(20);
  }

  @Test
  void shouldNotCallAnythingGoneThatADeleteWithoutEffectLeft() {
    JobRun run = synced(20);
    m1.withoutEffect.add(5L);

    run.toTheEnd();

    assertThat(run.ends.remove(email(4))).isEqualTo(new Fate.Unproven());
    assertThat(run.ends.values()).hasSize(19).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.calls).isLessThan(50);
  }

  @Test
  void shouldProveByListingWhereIdsThatAreGoneAreRefused() {
    m1.deleteUnknownRefused = true;
    JobRun run = synced(30);

    run.toTheEnd(
        new java.util.function.Supplier<>() {
          private int call;

          @Override
          public JobRun.Luck get() {
            return ++call == 3 ? JobRun.Luck.LOST_AFTER_ITS_EFFECT : JobRun.Luck.FINE;
          }
        });

    assertAllGone(run, 30);
  }

  @Test
  void shouldDeleteAgainAfterADeleteThatNeverArrived() {
    JobRun run = synced(30);

    run.toTheEnd(
        new java.util.function.Supplier<>() {
          private int call;

          @Override
          public JobRun.Luck get() {
            return ++call == 3 ? JobRun.Luck.LOST_BEFORE_ITS_EFFECT : JobRun.Luck.FINE;
          }
        });

    assertAllGone(run, 30);
    assertThat(run.took()).isLessThan(Duration.ofSeconds(70));
  }

  @Test
  void shouldComeToTheEndWhereDeepPagesAreRefused() {
    m1.deepestPage = 2;

    JobRun run = synced(400).toTheEnd();

    assertAllGone(run, 400);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldCountDamagedRowsAsRead(int damaged) {
    m1.damagedRows = damaged;
    m1.damagedOnEachPage = damaged > 1;

    JobRun run = synced(120).toTheEnd();

    assertAllGone(run, 120);
    assertThat(run.took()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void shouldNotTakeADamagedRowForAbsence() {
    JobRun run = synced(20);
    run.during(Duration.ofMillis(250));
    m1.damagedRows = 1;

    run.during(Duration.ofMinutes(2));
    assertThat(run.ends).as("the damaged row may be one of them").isEmpty();
    m1.damagedRows = 0;
    run.toTheEnd();

    assertAllGone(run, 20);
  }

  @Test
  void shouldEndWhereM1NeverNamesTheGroup() {
    m1.namesGroup = false;

    JobRun run = synced(3).toTheEnd();

    assertThat(run.ends.values()).hasSize(3).hasOnlyElementsOfType(Fate.NotFound.class);
    assertThat(m1.calls).isLessThan(20);
  }

  @Test
  void shouldSettleAContactOnlyWithAllItsAddresses() {
    m1.put("old@x.cn");
    m1.put("older@x.cn");
    m1.dropped.add("older@x.cn");
    JobRun run =
        new JobRun(m1, List.of(Member.of("k1", "old@x.cn"), Member.of("k1", "older@x.cn")));

    run.during(Duration.ofSeconds(30));
    assertThat(run.ends).isEmpty();
    run.toTheEnd();

    assertThat(run.ends)
        .containsEntry("old@x.cn", new Fate.Gone())
        .containsEntry("older@x.cn", new Fate.NotFound());
  }
}
