package io.m1bridge.contactsync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.reconcile.Pass.Stage;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PassTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final Pass begun = Pass.none(new AccountId("demo"), NOW).next(NOW);

  /** A page of these ids. */
  private static Pass page(Pass pass, long from, long to) {
    return page(pass, from, to, OptionalLong.empty());
  }

  private static Pass page(Pass pass, long from, long to, OptionalLong total) {
    return page(pass, from, to, total, 0);
  }

  /** The same, while our own calls deleted so many. */
  private static Pass page(Pass pass, long from, long to, OptionalLong total, long deleted) {
    Set<Long> ids = LongStream.range(from, to).boxed().collect(Collectors.toSet());
    long news = ids.stream().filter(id -> !pass.pages().hadBefore(id)).count();
    Pages.Read read = new Pages.Read(ids, to - from, total, deleted);
    return pass.listed(read, true, new Tally(news, 0, 0, 0, 0, 0, 0), false, NOW);
  }

  private static Pass damaged(Pass pass) {
    Pages.Read read = new Pages.Read(Set.of(), 1, OptionalLong.empty(), 0);
    return pass.listed(read, true, new Tally(1, 0, 0, 0, 0, 1, 0), false, NOW);
  }

  @Test
  void shouldTakeOnlyAnEmptyPageForTheEnd() {
    Pass second = page(page(begun, 0, 50), 50, 60);

    assertThat(second.stage()).isEqualTo(Stage.LISTING);
    assertThat(second.pages().page()).isEqualTo(3);
    assertThat(page(second, 0, 0).stage()).isEqualTo(Stage.LOOKING);
  }

  @Test
  void shouldAskForPagesOfTheSizeThatM1Gives() {
    assertThat(page(begun, 0, 20).pages().limit()).isEqualTo(20);
    assertThat(page(page(begun, 0, 50), 50, 60).pages().limit()).isEqualTo(50);
  }

  @Test
  void shouldBeFollowedByAnotherWhereM1ChangedMeanwhile() {
    Pass running = page(begun, 0, 50);
    assertThat(running.anew(NOW).number()).as("goes on").isEqualTo(running.number());
    Pass ended = page(running.anew(NOW), 0, 50);

    assertThat(ended.isRunning()).isFalse();
    assertThat(ended.nextAt(Duration.ZERO)).isEqualTo(NOW);
    assertThat(ended.next(NOW).again()).isFalse();
    assertThat(ended.anew(NOW).number()).as("none is under way").isEqualTo(ended.number() + 1);
  }

  @Test
  void shouldNotHurryToLookAgain() {
    Pass suspicious = begun.looked("k1", Tally.NONE, true).anew(NOW).whole(NOW);

    assertThat(suspicious.nextAt(Duration.ZERO)).isEqualTo(NOW.plus(Pass.LOOK_AGAIN));
    assertThat(suspicious.next(NOW).again()).as("what it finds is new").isTrue();
    assertThat(suspicious.mayFollow(Duration.ZERO, NOW)).as("lists lag").isFalse();
    assertThat(suspicious.anew(NOW).number()).isEqualTo(suspicious.number());
    assertThat(suspicious.mayFollow(Duration.ZERO, NOW.plus(Pass.LOOK_AGAIN))).isTrue();
  }

  @Test
  void shouldEndEarlyWhereM1GivesAPageAgain() {
    Pass third = page(page(begun, 0, 50), 50, 100);

    assertThat(page(third, 50, 100).stage()).isEqualTo(Stage.CUT);
    assertThat(page(third, 0, 50).stage()).isEqualTo(Stage.CUT);
    assertThat(page(third, 90, 120).stage()).isEqualTo(Stage.LISTING);
  }

  @Test
  void shouldEndEarlyWherePagesComeAgainInACircle() {
    Pass pass = page(begun, 0, 50);
    int reads = 1;
    for (long at = 1; pass.stage() == Stage.LISTING && reads < 1_000; at = at % 7 + 1) {
      pass = page(pass, at * 50, at * 50 + 50);
      reads++;
    }

    assertThat(pass.cut()).isEqualTo(Pass.Cut.REPEATED);
    assertThat(reads).isLessThan(30);
  }

  @Test
  void shouldEndEarlyWhereRowsCouldNotBeRead() {
    assertThat(damaged(page(begun, 0, 50)).stage())
        .as("a page of nothing else")
        .isEqualTo(Stage.CUT);
    assertThat(page(damaged(begun), 0, 0).stage()).isEqualTo(Stage.CUT);
  }

  @Test
  void shouldNotTakeAnEmptyPageForTheEndWhereM1CountsMore() {
    Pass pages = page(page(begun, 0, 50, OptionalLong.of(300)), 50, 100, OptionalLong.of(300));

    assertThat(page(pages, 0, 0, OptionalLong.of(300)).stage()).isEqualTo(Stage.CUT);
    assertThat(page(pages, 0, 0, OptionalLong.of(100)).stage())
        .as("more left than a page has rows: others moved beyond the page before")
        .isEqualTo(Stage.CUT);
  }

  @Test
  void shouldReadAPageAgainToWhichOthersMovedWhenSomebodyLeft() {
    Pass second = page(page(begun, 0, 50, OptionalLong.of(120)), 50, 100, OptionalLong.of(120));
    Pass third = page(second, 103, 120, OptionalLong.of(117));
    assertThat(third.pages().toAsk()).as("three moved there").isEqualTo(2);
    assertThat(third.tally().rows()).isEqualTo(117);

    Pass again = page(third, 53, 103, OptionalLong.of(117));
    assertThat(again.tally().rows()).as("each row counts once").isEqualTo(120);
    assertThat(again.pages().toAsk()).isEqualTo(4);
    assertThat(page(again, 0, 0, OptionalLong.of(117)).stage()).isEqualTo(Stage.LOOKING);
  }

  @Test
  void shouldReadAPageAgainWhereAnAddHidesInTheTotalThatOneWasDeleted() {
    Pass first = page(begun, 0, 50, OptionalLong.of(100));
    Pass second = page(first, 51, 101, OptionalLong.of(100), 1);

    assertThat(second.pages().toAsk()).isEqualTo(1);
    assertThat(page(second, 1, 51).pages().toAsk()).isEqualTo(3);
  }

  @Test
  void shouldEndHoweverSteadilyContactsLeave() {
    Pass pass = begun;
    int reads = 0;
    for (long left = 0; pass.stage() == Stage.LISTING; left++) {
      long from = (pass.pages().toAsk() - 1) * 50L + left;
      pass = page(pass, Math.min(from, 500), Math.min(from + 50, 500), OptionalLong.empty(), 1);
      reads++;
    }

    assertThat(pass.stage()).isEqualTo(Stage.LOOKING);
    assertThat(pass.tally().rows()).isEqualTo(500);
    assertThat(reads).as("ten pages, an empty one, each once more").isLessThanOrEqualTo(22);
  }

  @Test
  void shouldReadTheLastPageAgainBeforeItBelievesThatNothingFollows() {
    Pass first = page(begun, 0, 50, OptionalLong.of(51));
    Pass empty = page(first, 0, 0, OptionalLong.of(50));
    assertThat(empty.stage()).isEqualTo(Stage.LISTING);
    assertThat(empty.pages().toAsk()).isEqualTo(1);

    Pass again = page(empty, 1, 51, OptionalLong.of(50));
    assertThat(again.stage()).isEqualTo(Stage.LOOKING);
    assertThat(again.tally().rows()).isEqualTo(51);
  }

  @Test
  void shouldNotTakeTheTotalOfAPageWithoutRowsForNobody() {
    Pass first = page(begun, 0, 50, OptionalLong.of(60));
    Pass second = page(first, 50, 60, OptionalLong.of(60));
    assertThat(page(second, 0, 0, OptionalLong.of(0)).stage()).isEqualTo(Stage.LOOKING);
  }

  @Test
  void shouldSayWhyItEndedEarly() {
    Pass first = page(begun, 0, 50, OptionalLong.of(200));

    assertThat(first.refused(NOW).cut()).isEqualTo(Pass.Cut.REFUSED);
    assertThat(page(first, 0, 50).cut()).isEqualTo(Pass.Cut.REPEATED);
    assertThat(damaged(first).cut()).isEqualTo(Pass.Cut.DAMAGED);
    assertThat(page(first, 0, 0).cut()).isNull();
    assertThat(page(first, 0, 0, OptionalLong.of(199)).cut()).isNull();
    assertThat(page(first, 0, 0, OptionalLong.of(200)).cut())
        .isEqualTo(Pass.Cut.FEWER_THAN_COUNTED);
    assertThat(page(first, 51, 90, OptionalLong.of(200), 51).cut()).isEqualTo(Pass.Cut.MANY_LEFT);
    assertThat(first.next(NOW).cut()).isNull();
  }

  @Test
  void shouldTryShorterPages() {
    assertThat(page(begun, 0, 0, OptionalLong.of(9)).pages().limit()).isEqualTo(7);
    assertThat(begun.refused(NOW).pages().limit()).isEqualTo(25);
    assertThat(begun.refused(NOW).stage()).isEqualTo(Stage.LISTING);
    assertThat(page(begun, 0, 50).refused(NOW).stage()).isEqualTo(Stage.CUT);
  }

  private Pass nothing(OptionalLong total, boolean expected) {
    return begun.listed(new Pages.Read(Set.of(), 0, total, 0), expected, Tally.NONE, false, NOW);
  }

  @Test
  void shouldTakeAnAccountWithoutContactsForEmpty() {
    OptionalLong none = OptionalLong.of(0);

    assertThat(nothing(none, true).stage()).isEqualTo(Stage.LOOKING);
    assertThat(nothing(OptionalLong.empty(), false).stage()).isEqualTo(Stage.LOOKING);
    assertThat(page(begun, 0, 0).stage()).as("and no total says so").isEqualTo(Stage.CUT);
  }

  @Test
  void shouldLookAgainSoonWhereSomethingIsNew() {
    Pass odd = begun.looked("k", Tally.NONE, true).whole(NOW);

    assertThat(odd.nextAt(DAY)).isEqualTo(NOW.plus(Pass.LOOK_AGAIN));
    assertThat(begun.whole(NOW).nextAt(DAY)).isEqualTo(NOW.plus(DAY));
    assertThat(begun.nextAt(DAY)).isNull();
    Pass second = odd.next(NOW).looked("k", Tally.NONE, true).whole(NOW);
    assertThat(second.nextAt(DAY)).as("not for ever").isEqualTo(NOW.plus(DAY));
    assertThat(odd.nextAt(Duration.ZERO)).isEqualTo(NOW.plus(Pass.LOOK_AGAIN));
    assertThat(second.nextAt(Duration.ZERO)).isNull();
  }

  @Test
  void shouldNarrowItsBandAsItGoes() {
    assertThat(Band.of(0, 0)).isEqualTo(new Band(0, 1));
    assertThat(Band.of(0, 100).high()).isBetween(0.03, 0.04);
    assertThat(Band.of(10, 10)).satisfies(all -> assertThat(all.high()).isEqualTo(1));
    Band few = Band.of(5, 100);
    Band many = Band.of(500, 10_000);

    assertThat(few.low()).isBetween(0.02, 0.03);
    assertThat(few.high()).isBetween(0.11, 0.12);
    assertThat(many.low()).isGreaterThan(0.045);
    assertThat(many.high()).isLessThan(0.055);
  }
}
