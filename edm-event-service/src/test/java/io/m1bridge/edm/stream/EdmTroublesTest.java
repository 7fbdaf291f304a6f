package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Token;
import io.m1bridge.account.TokenOutcome;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What M1, its token and its calls may do to the topology. */
class EdmTroublesTest extends EdmTopologyWorld {

  @Test
  void shouldKeepTheAccountWhateverElseStandsInTheTopic() {
    m1.campaign(7, START);
    connect();
    pass(Duration.ofSeconds(5));
    for (String key : new String[] {"demo", "other", "no id\n", null}) {
      for (String value :
          List.of(
              "{",
              "null",
              "{}",
              "[]",
              "{\"account\":\"demo\",\"state\":\"of-the-future\",\"incarnation\":1}",
              "{\"account\":\"demo\"}",
              "\u0000")) {
        accounts.pipeInput(key, value.getBytes(StandardCharsets.UTF_8));
      }
    }
    accounts.pipeInput(null, (byte[]) null);
    accounts.pipeInput("no id", (byte[]) null);
    int before = m1.readings().size();
    pass(Duration.ofMinutes(5));

    assertThat(board.accounts()).hasSize(1);
    assertThat(m1.readings()).hasSizeGreaterThan(before);
  }

  @Test
  void shouldAskNothingForAnAccountThatIsNotAuthorized() {
    m1.campaign(7, START);
    account(AccountDescriptor.State.NEEDS_AUTHORIZATION, 1);
    pass(Duration.ofMinutes(5));
    assertThat(m1.calls()).isEmpty();

    connect();
    pass(Duration.ofSeconds(5));
    assertThat(m1.readings()).isNotEmpty();
  }

  @Test
  void shouldKeepACampaignThatIsNoLongerListed() {
    m1.campaign(7, START);
    connect();
    pass(Duration.ofSeconds(5));
    m1.answerNext(new M1Outcome.Accepted<>(Rows.of(List.of())));
    int before = m1.readings().size();
    pass(Duration.ofMinutes(5));

    assertThat(m1.readings()).hasSizeGreaterThan(before);
  }

  @Test
  void shouldMakeNoCallWithoutAPermit() {
    access.grantNothing(DEMO);
    m1.campaign(7, START);
    m1.campaign(8, START);
    connect();
    pass(Duration.ofMinutes(1));
    assertThat(m1.calls()).isEmpty();

    access.grant(DEMO, 1);
    pass(Duration.ofSeconds(20));
    assertThat(m1.calls()).hasSize(1);
    assertThat(access.lastDemand(DEMO)).as("both campaigns wait").isEqualTo(2);
  }

  @Test
  void shouldLetTheMostOverdueGoFirstWhenPermitsAreScarce() {
    for (long id = 1; id <= 5; id++) {
      m1.campaign(id, START);
    }
    access.grantNothing(DEMO).grantEvery(DEMO, Duration.ofSeconds(20), 1);
    connect();
    pass(Duration.ofMinutes(8));

    assertThat(new HashSet<>(m1.readings().stream().map(call -> call.campaignId()).toList()))
        .as("nobody starves")
        .hasSize(5);
    assertThat(board.accounts().get(0).campaigns())
        .allSatisfy(campaign -> assertThat(campaign.timing().polls()).isBetween(3L, 5L));
  }

  @Test
  void shouldReportABadTokenAndTryAgain() {
    m1.campaign(7, START);
    m1.answerNext(new M1Outcome.Unauthorized<>());
    connect();
    pass(Duration.ofSeconds(5));

    assertThat(access.invalidReports()).hasSize(1);
    assertThat(m1.readings()).isNotEmpty();
  }

  @Test
  void shouldReportTheHourlyLimitAndWait() {
    m1.campaign(7, START);
    m1.answerNext(new M1Outcome.Throttled<>());
    connect();
    pass(TICK.multipliedBy(2));
    assertThat(access.throttleReports()).containsExactly(DEMO);
    assertThat(m1.calls()).hasSize(1);

    pass(Duration.ofSeconds(5));
    assertThat(m1.readings()).isNotEmpty();
  }

  @Test
  void shouldGoOnWithOtherCampaignsWhenOneIsRefused() {
    m1.campaign(7, START);
    m1.campaign(8, START);
    m1.row(8, "open", "a@x.cn", START);
    m1.answer(7, new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));
    connect();
    pass(Duration.ofMinutes(3));

    assertThat(engagement.readRecordsToList()).hasSize(1);
    assertThat(state(7).timing().shown()).contains("E10103");
    assertThat(state(8).timing().shown()).isNull();
  }

  @Test
  void shouldReportVanishedRowsAndKeepThemPublished() {
    m1.campaign(7, START.minusSeconds(60));
    m1.row(7, "open", "a@x.cn", START.minusSeconds(3));
    m1.row(7, "open", "b@x.cn", START.minusSeconds(2));
    connect();
    pass(Duration.ofSeconds(5));
    m1.campaign(7, START.minusSeconds(60));
    m1.row(7, "open", "b@x.cn", START.minusSeconds(2));
    pass(Duration.ofMinutes(2));

    assertThat(engagement.readRecordsToList()).hasSize(2);
    assertThat(state(7).counts().published()).isEqualTo(2);
    assertThat(state(7).counts().vanished()).isEqualTo(1);
    assertThat(state(7).timing().wholeListAt()).isNotNull();
  }

  @Test
  void shouldBeginAnewForAnotherM1AccountBehindTheSameId() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    connect();
    pass(Duration.ofSeconds(5));
    int calls = m1.calls().size();

    account(AccountDescriptor.State.AUTHORIZED, 2);
    pass(Duration.ofMinutes(3));
    assertThat(m1.calls()).as("the token is still that of the first").hasSize(calls);

    access.answerToken(
        DEMO,
        new TokenOutcome.Available(new Token(new AccessToken("second"), "second", Instant.MAX, 2)));
    pass(Duration.ofMinutes(1));
    assertThat(state(7).counts().published()).isEqualTo(1);
    assertThat(engagement.readRecordsToList()).hasSize(2);
  }

  @Test
  void shouldForgetARemovedAccountAndLeaveOutWhatIsNoDescriptor() {
    m1.campaign(7, START);
    accounts.pipeInput("demo", "{".getBytes(StandardCharsets.UTF_8));
    connect();
    pass(Duration.ofSeconds(5));
    assertThat(board.accounts()).hasSize(1);

    accounts.pipeInput("demo", (byte[]) null);
    pass(Duration.ofSeconds(5));
    int calls = m1.calls().size();
    pass(Duration.ofMinutes(5));
    assertThat(board.accounts()).isEmpty();
    assertThat(m1.calls()).hasSize(calls);
  }
}
