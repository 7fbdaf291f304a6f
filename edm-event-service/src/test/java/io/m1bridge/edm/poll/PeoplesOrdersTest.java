package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.DEMO;
import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A person has a campaign polled now, or a range of them read. */
class PeoplesOrdersTest {

  private static final long OLD = 3;
  private static final long ANCIENT = 4;
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Instant LONG_AGO = START.minus(Duration.ofDays(500));

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(5));
  private Duration widest = Duration.ofDays(3_650);
  private Instant earliest = Instant.MIN;
  private final PollHarness poller = new PollHarness(new OfItsWindow(), Map.of(), START);

  /** Lists the campaigns of the window that is asked for, and refuses what is too wide or old. */
  private final class OfItsWindow implements M1Port {

    @Override
    @SuppressWarnings("unchecked") // the call says what it returns
    public <T> CompletionStage<M1Outcome<T>> send(
        AccountId account, AccessToken token, M1Call<T> call) {
      CompletionStage<M1Outcome<T>> answer = m1.send(account, token, call);
      if (!(call instanceof M1Call.ListCampaigns asked)) {
        return answer;
      }
      if (Duration.between(asked.start(), asked.end()).compareTo(widest) > 0
          || asked.start().isBefore(earliest)) {
        return CompletableFuture.completedFuture(
            new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "too wide"));
      }
      return answer.thenApply(
          outcome ->
              outcome instanceof M1Outcome.Accepted<T> all
                  ? (M1Outcome<T>)
                      new M1Outcome.Accepted<>(of(asked, (Rows<M1Answers.Campaign>) all.value()))
                  : outcome);
    }

    private Rows<M1Answers.Campaign> of(M1Call.ListCampaigns asked, Rows<M1Answers.Campaign> all) {
      return new Rows<>(
          all.rows().stream()
              .filter(one -> one.sendTime().orElseThrow().isAfter(asked.start()))
              .toList(),
          all.damaged());
    }
  }

  private void backfill(Instant from, Instant to) {
    poller.command(
        Command.Action.BACKFILL, Map.of(Command.FROM, from.toString(), Command.TO, to.toString()));
  }

  private BackfillProgress progress() {
    return Objects.requireNonNull(poller.status().backfill());
  }

  private void campaign(long id, Instant sentAt, int rows) {
    m1.campaign(id, sentAt);
    for (int i = 0; i < rows; i++) {
      m1.row(id, "open", "p" + i + "@x.cn", sentAt.plusSeconds(60L + i));
    }
  }

  @Test
  void shouldPollNowWhatWouldWaitForADay() {
    campaign(OLD, START.minus(Duration.ofDays(40)), 3);
    poller.pass(Duration.ofHours(1), STEP);
    m1.row(OLD, "click", "late@x.cn", poller.clock.instant());
    poller.pass(Duration.ofMinutes(30), STEP);
    assertThat(poller.events).hasSize(3);

    poller.command(Command.Action.POLL_NOW, Map.of(Command.CAMPAIGN, "" + OLD));
    poller.pass(STEP.multipliedBy(2), STEP);

    assertThat(poller.events).hasSize(4);
  }

  @Test
  void shouldPollNowBeforeAllOthers() {
    for (long id = 10; id < 60; id++) {
      campaign(id, START.minus(Duration.ofDays(2)), 1);
    }
    campaign(OLD, START.minus(Duration.ofDays(40)), 1);
    poller.pass(Duration.ofMinutes(5), STEP);
    poller.access.grantNothing(DEMO);
    poller.pass(Duration.ofHours(3), STEP);
    long before = m1.readings(OLD);

    poller.command(Command.Action.POLL_NOW, Map.of(Command.CAMPAIGN, "" + OLD));
    poller.access.grantEvery(DEMO, Duration.ofSeconds(30), 1);
    poller.pass(Duration.ofMinutes(2), STEP);

    assertThat(m1.readings(OLD)).isGreaterThan(before);
  }

  @Test
  void shouldFindAndReadCampaignsThatAreOlderThanItLooksForByItself() {
    campaign(ANCIENT, LONG_AGO, 12);
    poller.pass(Duration.ofMinutes(10), STEP);
    assertThat(poller.status().campaigns()).isEmpty();

    backfill(LONG_AGO.minus(Duration.ofDays(1)), LONG_AGO.plus(Duration.ofDays(1)));
    assertThat(progress().isDone()).isFalse();
    assertThat(progress().calls()).as("to list them").isEqualTo(1);
    poller.pass(Duration.ofMinutes(5), STEP);

    assertThat(poller.events).hasSize(12);
    assertThat(progress().isDone()).isTrue();
    assertThat(progress().campaigns()).isEqualTo(1);
    poller.pass(Duration.ofHours(1), STEP);
    assertThat(poller.status().campaigns()).as("it is kept").hasSize(1);
    assertThat(poller.events).hasSize(12);
  }

  @Test
  void shouldReadAgainWhatIsKnownAlsoAfterARestart() {
    campaign(OLD, START.minus(Duration.ofDays(40)), 12);
    campaign(ANCIENT, START.minus(Duration.ofDays(20)), 12);
    poller.pass(Duration.ofHours(1), STEP);
    poller.access.grantNothing(DEMO);
    Instant ordered = poller.clock.instant();

    backfill(START.minus(Duration.ofDays(50)), START.minus(Duration.ofDays(30)));
    assertThat(progress().rows()).isEqualTo(12);
    assertThat(progress().calls()).as("list; pages of 2000, and the head").isEqualTo(3);
    poller.crash();
    poller.access.grantAlways(DEMO);
    poller.pass(Duration.ofMinutes(5), STEP);

    assertThat(progress().isDone()).isTrue();
    assertThat(poller.state(OLD).timing().wholeListAt()).isAfterOrEqualTo(ordered);
    assertThat(poller.state(ANCIENT).timing().wholeListAt()).as("not of the range").isNull();
    assertThat(poller.events).as("the same ids").hasSize(24);
    long calls = m1.readings(OLD);
    poller.pass(Duration.ofHours(1), STEP);
    assertThat(m1.readings(OLD)).as("once").isEqualTo(calls);
  }

  @Test
  void shouldNotBeginAnewWhatItReadsAgainFromTheTopic() {
    campaign(OLD, START.minus(Duration.ofDays(40)), 12);
    poller.pass(Duration.ofMinutes(5), STEP);
    Instant ordered = poller.clock.instant();
    backfill(START.minus(Duration.ofDays(50)), START);
    poller.pass(Duration.ofMinutes(5), STEP);
    assertThat(progress().isDone()).isTrue();
    long calls = m1.readings(OLD);

    poller.command(
        new Command(
            "demo",
            Command.Action.BACKFILL,
            "li.wei",
            ordered,
            Map.of(Command.FROM, LONG_AGO.toString(), Command.TO, START.toString())));
    poller.pass(Duration.ofMinutes(5), STEP);

    assertThat(progress().backfill().at()).isEqualTo(ordered);
    assertThat(progress().backfill().from()).isEqualTo(START.minus(Duration.ofDays(50)));
    assertThat(m1.readings(OLD)).isEqualTo(calls);
  }

  @Test
  void shouldListARangeInPartsWhereM1RefusesItAsAWhole() {
    widest = Duration.ofDays(500);
    campaign(ANCIENT, LONG_AGO.minus(Duration.ofDays(200)), 12);
    poller.pass(Duration.ofMinutes(1), STEP);

    backfill(LONG_AGO.minus(Duration.ofDays(300)), LONG_AGO);
    campaign(OLD, START, 1);
    poller.pass(Duration.ofMinutes(10), STEP);

    assertThat(progress().backfill().problem()).isNull();
    assertThat(progress().isDone()).isTrue();
    assertThat(poller.events).hasSize(13);
  }

  @Test
  void shouldGoOnFindingNewCampaignsWhereM1RefusesTheRange() {
    earliest = START.minus(Duration.ofDays(500));
    poller.pass(Duration.ofMinutes(1), STEP);

    backfill(LONG_AGO.minus(Duration.ofDays(300)), LONG_AGO);
    campaign(OLD, START, 1);
    poller.pass(Duration.ofMinutes(10), STEP);

    assertThat(progress().backfill().problem()).contains("E10103");
    assertThat(poller.events).hasSize(1);
    assertThat(poller.status().problem()).isNull();
  }

  @Test
  void shouldLeaveOutWhatItCannotUnderstand() {
    campaign(OLD, START, 1);
    poller.pass(Duration.ofMinutes(1), STEP);

    poller.command(Command.Action.POLL_NOW, Map.of(Command.CAMPAIGN, "99"));
    poller.command(Command.Action.POLL_NOW, Map.of(Command.CAMPAIGN, "three"));
    poller.command(Command.Action.POLL_NOW, Map.of());
    poller.command(Command.Action.BACKFILL, Map.of(Command.FROM, "yesterday"));
    poller.command(Command.Action.APPROVE, Map.of());
    backfill(START, START.minusSeconds(1));

    assertThat(poller.status().backfill()).isNull();
    assertThat(List.copyOf(poller.states.keySet())).containsExactly(OLD);
  }
}
