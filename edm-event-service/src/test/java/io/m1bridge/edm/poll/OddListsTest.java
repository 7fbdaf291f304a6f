package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.edm.cloud.Quirks.Beyond;
import io.m1bridge.edm.cloud.Quirks.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counts that lie, pages that are refused or repeated, lists that never rest. */
class OddListsTest {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration LONG_STEP = Duration.ofSeconds(20);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(10));

  /** The bounds below are per poll: so few polls as these settings give. */
  private final PollHarness poller =
      new PollHarness(m1, Map.of("min-interval", "60s", "call-worth", "400"));

  @Test
  void shouldSeeThatTheCountIsCapped() {
    m1.quirks(Quirks.none(10).with(Count.CAPPED));
    rows(55);
    poller.pass(Duration.ofMinutes(2), STEP);

    assertThat(poller.events).as("all of them at the first reading").hasSize(55);
    assertThat(poller.state(7).counts().countUnusable()).isTrue();

    m1.row(7, "click", "new@x.cn", poller.clock.instant());
    poller.pass(Duration.ofMinutes(2), STEP);
    assertThat(poller.events).hasSize(56);
    assertThat(poller.state(7).timing().shown()).contains("of no use");

    m1.row(7, "click", "late@x.cn", START.minusSeconds(30));
    poller.pass(Duration.ofHours(7), LONG_STEP);
    assertThat(poller.events).as("found by a full read").hasSize(57);
  }

  @Test
  void shouldReadWithoutAnyCount() {
    m1.quirks(Quirks.none(10).with(Count.ABSENT));
    rows(55);
    poller.pass(Duration.ofMinutes(2), STEP);
    m1.row(7, "click", "new@x.cn", poller.clock.instant());
    poller.pass(Duration.ofMinutes(2), STEP);

    assertThat(poller.events).hasSize(56);
  }

  /** Equal damaged rows on the first and the last page look like a page that comes again. */
  @Test
  void shouldAccountForEqualRowsOfUnknownTime() {
    m1.quirks(Quirks.none(2));
    m1.campaign(7, START);
    m1.damaged(7, START, "null");
    m1.row(7, "open", "p@x.cn", START);
    m1.row(7, "open", "p@x.cn", START);
    m1.row(7, "open", "p@x.cn", START.minusSeconds(1));
    m1.damaged(7, START.minusSeconds(2), "null");

    poller.pass(Duration.ofDays(1), Duration.ofMinutes(30));

    assertThat(poller.events).hasSize(3);
    assertThat(poller.deadLetters).hasSize(2);
  }

  @Test
  void shouldUseTheCountAgainOnceItFits() {
    m1.quirks(Quirks.none(10).with(Count.CAPPED));
    rows(55);
    poller.pass(Duration.ofMinutes(2), STEP);
    m1.quirks(Quirks.none(10));
    poller.pass(Duration.ofHours(8), LONG_STEP);

    assertThat(poller.state(7).counts().countUnusable()).isFalse();
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  /**
   * The deepest page has rows of one second alone, two of them equal ones whose time cannot be
   * read: it may be another one that looks the same. Half of the list was not read for hours.
   */
  @Test
  void shouldSplitWhereTheDeepestPageIsOfOneSecondAndComesAgain() {
    m1.quirks(Quirks.none(10).withDeepest(3, Beyond.DEEPEST));
    m1.campaign(7, START);
    for (int newer = 0; newer < 20; newer++) {
      m1.row(7, "open", "newer" + newer + "@x.cn", START.plusSeconds(30 - newer));
    }
    for (int same = 0; same < 8; same++) {
      m1.row(7, "open", "same" + same + "@x.cn", START);
    }
    m1.damaged(7, START, "null");
    m1.damaged(7, START, "null");
    for (int older = 1; older <= 40; older++) {
      m1.row(7, "open", "older" + older + "@x.cn", START.minusSeconds(older));
    }
    poller.pass(Duration.ofMinutes(4), STEP);

    assertThat(poller.events).hasSize(68);
    assertThat(poller.deadLetters).hasSize(2);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Count.class,
      names = {"ABSENT", "CAPPED"})
  void shouldNotTakeAPageForTheWholeListWithoutACount(Count count) {
    m1.quirks(Quirks.none(10).with(count));
    rows(95);
    poller.pass(Duration.ofMinutes(3), STEP);
    Instant before = poller.clock.instant();
    poller.pass(Duration.ofHours(7), LONG_STEP);

    assertThat(poller.state(7).timing().wholeListAt()).as("in place of counts").isAfter(before);
    assertThat(poller.state(7).counts().vanished()).isZero();
    assertThat(poller.state(7).counts().accounted()).isEqualTo(95);
  }

  @Test
  void shouldSplitAListByTimeWhereDeepPagesAreRefused() {
    m1.quirks(Quirks.none(10).withDeepest(3, Beyond.REFUSED));
    rows(95);
    m1.row(7, "open", "p1@x.cn", START.minusSeconds(1));
    poller.pass(Duration.ofMinutes(3), STEP);

    assertThat(poller.events).hasSize(96);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  /** What fails without a reason is tried again for minutes, but not for each page. */
  @Test
  void shouldLearnOnceHowDeepPagesMayLie() {
    m1.quirks(Quirks.none(10).withDeepest(3, Beyond.NO_ANSWER));
    rows(95);
    poller.pass(Duration.ofMinutes(8), STEP);

    assertThat(poller.events).hasSize(95);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  @Test
  void shouldSplitAListByTimeWhereTheDeepestPageComesAgain() {
    m1.quirks(Quirks.none(10).withDeepest(3, Beyond.DEEPEST));
    rows(95);
    m1.row(7, "open", "p1@x.cn", START.minusSeconds(1));
    poller.pass(Duration.ofMinutes(3), STEP);

    assertThat(poller.events).hasSize(96);
    assertThat(poller.state(7).timing().shown()).isNull();
    assertThat(m1.readings(7)).as("two passes of 4 or 5 parts, and a poll a minute").isLessThan(50);
  }

  @ParameterizedTest
  @EnumSource(
      value = Count.class,
      names = {"ABSENT", "CAPPED"})
  void shouldSplitByTimeWithoutACountToo(Count count) {
    m1.quirks(Quirks.none(10).withDeepest(3, Beyond.DEEPEST).with(count));
    rows(95);
    poller.pass(Duration.ofMinutes(3), STEP);
    assertThat(poller.events).hasSize(95);

    poller.pass(Duration.ofHours(7), LONG_STEP);
    assertThat(poller.events).hasSize(95);
    assertThat(poller.state(7).counts().vanished()).isZero();
  }

  /** The deepest page twice more makes as many rows as are counted. */
  @Test
  void shouldNotTakeTheDeepestPageForNewRowsWhereWindowsAreIgnored() {
    m1.quirks(Quirks.none(10).withDeepest(3, Beyond.DEEPEST).withoutWindows());
    rows(50);
    poller.pass(Duration.ofHours(1), STEP);

    assertThat(poller.events).hasSize(30);
    assertThat(poller.state(7).counts().unlisted()).isEqualTo(20);
  }

  /** So many of one second that M1 does not reach them: none of them is made up. */
  @Test
  void shouldNotTakeTheDeepestPageForNewRowsWhereTheListCannotBeSplit() {
    m1.quirks(Quirks.none(10).withDeepest(3, Beyond.DEEPEST));
    m1.campaign(7, START);
    for (int i = 0; i < 50; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START);
    }
    poller.pass(Duration.ofHours(1), STEP);

    assertThat(poller.events).hasSize(30);
    assertThat(poller.state(7).counts().unlisted()).isEqualTo(20);
  }

  @Test
  void shouldPublishEqualRowsThatFillPages() {
    m1.campaign(7, START);
    for (int i = 0; i < 45; i++) {
      m1.row(7, "open", "p@x.cn", START.minusSeconds(i / 42));
    }
    poller.pass(Duration.ofMinutes(3), STEP);

    assertThat(poller.events).hasSize(45);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  @Test
  void shouldReadWhatLiesBehindTheOnlyPageThatM1Gives() {
    m1.quirks(Quirks.none(10).withoutPages());
    rows(38);
    poller.pass(Duration.ofMinutes(3), STEP);

    assertThat(poller.events).hasSize(38);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  @Test
  void shouldNotTakeARepeatedPageForNewRows() {
    m1.quirks(Quirks.none(10).withoutPages());
    rows(8);
    poller.pass(Duration.ofHours(1), STEP);

    assertThat(poller.events).hasSize(8);
    assertThat(poller.state(7).timing().verifiedAt()).isNotNull();
    assertThat(m1.readings(7)).as("a page for each minute of a fresh hour").isLessThan(90);
  }

  @Test
  void shouldEndTheFullReadOfAMovingCampaign() {
    rows(300);
    poller.pass(Duration.ofMinutes(5), STEP);
    poller.pass(Duration.ofHours(23), LONG_STEP);
    Instant before = poller.state(7).timing().wholeListAt();
    for (int i = 0; i < 90 * 6; i++) {
      m1.row(7, "open", "moving" + i + "@x.cn", poller.clock.instant());
      poller.pass(LONG_STEP, LONG_STEP);
    }
    poller.pass(Duration.ofMinutes(10), STEP);

    assertThat(poller.state(7).timing().wholeListAt()).isNotEqualTo(before);
    assertThat(poller.events).hasSize(300 + 90 * 6);
  }

  @Test
  void shouldBoundTheFullReadsOfAListThatNeverFits() {
    m1.quirks(Quirks.none(10).with(Count.NOISE));
    rows(300);
    poller.pass(Duration.ofHours(12), LONG_STEP);
    long before = m1.readings(7);
    poller.pass(Duration.ofDays(1), LONG_STEP);

    assertThat(m1.readings(7) - before)
        .as("a few pages per poll, and four times a day passes of 31 pages")
        .isLessThan(1_500);
    assertThat(poller.events).hasSize(300);
  }

  @Test
  void shouldReportVanishedRowsOfAListThatIsReadAgain() {
    rows(30);
    poller.pass(Duration.ofMinutes(5), STEP);
    m1.vanish(7, 17);
    m1.vanish(7, 3);
    poller.pass(Duration.ofMinutes(5), STEP);

    assertThat(poller.events).hasSize(30);
    assertThat(poller.state(7).counts().vanished()).isEqualTo(2);
    assertThat(poller.state(7).counts().agree()).isTrue();
    assertThat(poller.meters.get("m1bridge.edm.rows.vanished").counter().count()).isEqualTo(2);
  }

  private void rows(int count) {
    m1.campaign(7, START);
    for (int i = 0; i < count; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.minusSeconds(i));
    }
  }
}
