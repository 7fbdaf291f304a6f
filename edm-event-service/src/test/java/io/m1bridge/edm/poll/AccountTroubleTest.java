package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.DEMO;
import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose trouble it is: the row's, the campaign's, or the account's. */
class AccountTroubleTest {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration LONG_STEP = Duration.ofSeconds(20);

  private static final M1Outcome<?> SERVER_ERROR =
      new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(5));
  private static final M1Outcome<?> NO = new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 400");
  private static final List<M1Outcome<?>> TROUBLES =
      List.of(
          SERVER_ERROR,
          NO,
          new M1Outcome.Unknown<>("time-out"),
          new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(100));
  private final PollHarness poller = new PollHarness(m1, Map.of());

  @Test
  void shouldPublishAllRowsBesideADamagedOneAndPutThatAsideOnce() {
    m1.campaign(7, START);
    for (int i = 0; i < 283; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.minusSeconds(i));
    }
    m1.damaged(7, START.minusSeconds(120), "null");

    poller.pass(Duration.ofMinutes(30), STEP);

    assertThat(poller.events).hasSize(283);
    assertThat(poller.deadLetters)
        .containsExactly(
            new EdmDeadLetter(
                "demo",
                7L,
                "unreadable-row",
                "the row is null",
                "Show the row to M1's support; all other rows of the campaign are published.",
                "null"));
    assertThat(poller.state(7).timing().shown()).isNull();
    assertThat(poller.state(7).counts().agree()).isTrue();
    assertThat(poller.state(7).counts().vanished()).isZero();
    assertThat(poller.state(7).told().deadLetters()).isEqualTo(1);
  }

  @Test
  void shouldTellEqualDamagedRowsApartAlsoAfterACrash() {
    m1.campaign(7, START);
    m1.damaged(7, START.minusSeconds(2), "null");
    m1.damaged(7, START.minusSeconds(1), "null");
    poller.pass(Duration.ofMinutes(2), STEP);
    poller.crash();
    m1.damaged(7, START, "null");
    poller.pass(Duration.ofMinutes(5), STEP);

    assertThat(poller.deadLetters).hasSize(3);
  }

  @Test
  void shouldPutADamagedCampaignAsideOnceAndPollTheOthers() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    m1.damagedCampaign("{\"subject\":\"x\"}");
    poller.pass(Duration.ofMinutes(5), STEP);
    poller.crash();
    poller.pass(Duration.ofMinutes(5), STEP);

    assertThat(poller.events).hasSize(1);
    assertThat(poller.deadLetters)
        .singleElement()
        .satisfies(letter -> assertThat(letter.key()).isEqualTo("demo/campaigns"));
  }

  @Test
  void shouldLetOneFailingCampaignDelayNeitherTheOthersNorDiscovery() {
    for (M1Outcome<?> trouble : TROUBLES) {
      CampaignCloud cloud = new CampaignCloud(Quirks.none(100));
      PollHarness one = new PollHarness(cloud, Map.of());
      cloud.campaign(7, START);
      cloud.campaign(8, START);
      cloud.answer(7, trouble);
      cloud.row(8, "open", "a@x.cn", START);
      one.pass(Duration.ofSeconds(5), STEP);

      assertThat(one.events).as("%s", trouble).hasSize(1);
      assertThat(one.state(7).timing().shown()).as("seen at once").isNotNull();
      assertThat(one.status().problem()).as("not the account's").isNull();

      cloud.campaign(9, one.clock.instant());
      cloud.row(9, "open", "b@x.cn", one.clock.instant());
      one.pass(Duration.ofSeconds(65), STEP);
      assertThat(one.events).as("discovery goes on: %s", trouble).hasSize(2);
      assertThat(cloud.readings(8)).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void shouldAskACampaignThatIsRefusedForADayOnceADay() {
    m1.campaign(7, START);
    m1.campaign(8, START);
    m1.answer(7, NO);
    poller.pass(Duration.ofDays(2), LONG_STEP);
    long before = m1.readings(7);
    Instant since = poller.state(7).timing().failingSince();
    poller.pass(Duration.ofDays(4), LONG_STEP);

    assertThat(m1.readings(7) - before).isBetween(3L, 5L);
    assertThat(since).isBefore(START.plus(Duration.ofMinutes(2)));
    assertThat(poller.state(7).timing().failingSince()).isEqualTo(since);

    m1.heal(7);
    m1.row(7, "open", "a@x.cn", START);
    poller.pass(Duration.ofDays(1).plusHours(1), LONG_STEP);
    assertThat(poller.events).hasSize(1);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  @Test
  void shouldTellTroubleOfTheAccountFromThatOfItsCampaigns() {
    for (long id = 1; id <= 20; id++) {
      m1.campaign(id, START);
    }
    poller.pass(Duration.ofMinutes(5), STEP);
    m1.answerAll(SERVER_ERROR);
    poller.pass(Duration.ofMinutes(1), STEP);

    assertThat(poller.status().problem()).as("from the first minute").isNotNull();
    int before = m1.calls().size();
    poller.pass(Duration.ofHours(30), LONG_STEP);
    assertThat(m1.calls().size() - before).as("one call per pause").isLessThan(800);

    m1.answerAll(null);
    for (long id = 1; id <= 20; id++) {
      m1.row(id, "open", "late@x.cn", poller.clock.instant());
    }
    poller.pass(Duration.ofMinutes(10), STEP);
    assertThat(poller.status().problem()).isNull();
    assertThat(poller.events)
        .as("a day's trouble of the account backs off no campaign")
        .hasSize(20);
  }

  @Test
  void shouldNotTakeSomeFailingCampaignsForTroubleOfTheAccount() {
    for (long id = 1; id <= 20; id++) {
      m1.campaign(id, START);
      if (id <= 5) {
        m1.answer(id, SERVER_ERROR);
      }
    }
    poller.pass(Duration.ofHours(1), STEP);

    assertThat(poller.status().problem()).isNull();
    assertThat(m1.readings(20)).isGreaterThan(8);
  }

  @Test
  void shouldShowThatTheListOfCampaignsCannotBeReadAndPollWhatIsKnown() {
    m1.campaign(7, START);
    poller.pass(Duration.ofSeconds(59), STEP);
    m1.answerList(NO);
    m1.row(7, "open", "a@x.cn", START);
    poller.pass(Duration.ofMinutes(3), STEP);
    assertThat(poller.status().problem()).contains("New campaigns are not seen");
    assertThat(poller.events).hasSize(1);

    m1.answerList(null);
    poller.pass(Duration.ofMinutes(6), STEP);
    assertThat(poller.status().problem()).isNull();
  }

  @Test
  void shouldAskAForbiddenAccountAgainAfterAPause() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    m1.answerNext(new M1Outcome.Forbidden<>());
    poller.pass(Duration.ofMinutes(9), STEP);
    assertThat(m1.calls()).hasSize(1);
    assertThat(poller.status().problem()).contains("E10102");
    assertThat(poller.access.noPermissionReports()).containsExactly(DEMO);

    poller.pass(Duration.ofMinutes(2), STEP);
    assertThat(poller.events).hasSize(1);
    assertThat(poller.status().problem()).isNull();
  }

  @Test
  void shouldAskAForbiddenAccountAgainAtOnceThatWasNotSuspended() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    m1.answerNext(new M1Outcome.Forbidden<>());
    poller.access.takesNoPermission(false);
    poller.pass(Duration.ofSeconds(10), STEP);

    assertThat(poller.events).hasSize(1);
    assertThat(poller.status().problem()).isNull();
  }

  @Test
  void shouldAskAForbiddenAccountAgainWhenAPersonResumesIt() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    m1.answerNext(new M1Outcome.Forbidden<>());
    poller.pass(Duration.ofSeconds(10), STEP);
    poller.account(poller.descriptor(AccountDescriptor.State.SUSPENDED));
    poller.pass(Duration.ofMinutes(1), STEP);
    assertThat(m1.calls()).hasSize(1);

    poller.account(poller.descriptor(AccountDescriptor.State.AUTHORIZED));
    poller.pass(Duration.ofSeconds(5), STEP);
    assertThat(poller.events).hasSize(1);
  }

  @Test
  void shouldGoOnSoonAfterATokenThatM1DidNotKnowYet() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    poller.access.tokensAreYoung(true);
    for (int i = 0; i < 6; i++) {
      m1.answerNext(new M1Outcome.Unauthorized<>());
      poller.pass(Duration.ofSeconds(4), STEP);
    }
    poller.pass(Duration.ofSeconds(4), STEP);

    assertThat(poller.events).hasSize(1);
    assertThat(poller.access.invalidReports()).isEmpty();
  }

  @Test
  void shouldForgetThatAnAccountWasForbiddenWithItsTask() {
    m1.campaign(7, START);
    m1.answerNext(new M1Outcome.Forbidden<>());
    poller.pass(Duration.ofSeconds(5), STEP);
    poller.crash();
    poller.pass(Duration.ofSeconds(5), STEP);

    assertThat(m1.readings()).isNotEmpty();
  }

  @Test
  void shouldWaitAsLongAsM1Asks() {
    m1.campaign(7, START);
    m1.answerNext(new M1Outcome.Throttled<>(Optional.of(Duration.ofMinutes(20))));
    poller.pass(Duration.ofMinutes(19), STEP);
    assertThat(m1.calls()).hasSize(1);

    poller.pass(Duration.ofMinutes(2), STEP);
    assertThat(m1.readings()).isNotEmpty();
  }

  @Test
  void shouldPayWithOneCallForAReadThatThrows() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    m1.throwAlways(new IllegalStateException("a bug"));
    poller.pass(Duration.ofMinutes(1), STEP);
    assertThat(m1.calls()).hasSizeBetween(1, 10);
    assertThat(poller.status().problem()).contains("IllegalStateException").doesNotContain("a bug");

    m1.throwAlways(null);
    poller.pass(Duration.ofMinutes(6), STEP);
    assertThat(poller.events).hasSize(1);
  }

  @Test
  void shouldAskForSmallerPagesWhereM1RefusesLargeOnes() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    poller.pass(STEP, STEP);
    m1.answerNext(NO);
    poller.pass(Duration.ofMinutes(3), STEP);
    m1.answer(7, NO);
    poller.pass(Duration.ofMinutes(30), STEP);

    List<Integer> asked = m1.readings().stream().map(M1Call.ListEngagement::limit).toList();
    assertThat(asked.get(asked.size() - 1)).isEqualTo(20);
  }
}
