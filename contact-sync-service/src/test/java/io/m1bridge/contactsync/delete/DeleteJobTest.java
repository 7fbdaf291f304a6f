package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.delete.ModelM1.Paging;
import io.m1bridge.contactsync.delete.ModelM1.Totals;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteJobTest extends DeleteJobWorld {

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
  void shouldAskForFewerRowsWhereATooDeepPageIsEmpty() {
    m1.deepestRow = 30;

    JobRun run = synced(90).toTheEnd();

    assertAllGone(run, 90);
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
