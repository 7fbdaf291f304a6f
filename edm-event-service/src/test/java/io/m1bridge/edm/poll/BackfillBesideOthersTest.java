package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.DEMO;
import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A backfill takes the calls that are left, a share of few, and comes to an end. */
class BackfillBesideOthersTest {

  private static final long OLD = 3;
  private static final long FRESH = 8;
  private static final int PAGE = 50;
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Instant SENT_LONG_AGO = START.minus(Duration.ofDays(40));
  private static final Duration PERMIT_EVERY = Duration.ofSeconds(20);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(PAGE));
  private final PollHarness poller = new PollHarness(new Changing(), Map.of(), START);
  private boolean changes;
  private int rows;

  /** The list of the old campaign changes with every call, as long as it is told to. */
  private final class Changing implements M1Port {

    @Override
    public <T> CompletionStage<M1Outcome<T>> send(
        AccountId account, AccessToken token, M1Call<T> call) {
      CompletionStage<M1Outcome<T>> answer = m1.send(account, token, call);
      if (changes && call instanceof M1Call.ListEngagement asked && asked.campaignId() == OLD) {
        row(OLD, SENT_LONG_AGO.plus(Duration.ofDays(2)));
      }
      return answer;
    }
  }

  private void row(long campaign, Instant at) {
    m1.row(campaign, "open", "p" + rows++ + "@x.cn", at);
  }

  private void campaign(long id, Instant sentAt, int many) {
    m1.campaign(id, sentAt);
    for (int i = 0; i < many; i++) {
      row(id, sentAt.plusSeconds(i % 900));
    }
  }

  private void backfill(Instant from, Instant to) {
    poller.command(
        Command.Action.BACKFILL, Map.of(Command.FROM, from.toString(), Command.TO, to.toString()));
  }

  private BackfillProgress progress() {
    return Objects.requireNonNull(poller.status().backfill());
  }

  @Test
  void shouldGiveUpAListThatNeverSettlesAndRestMeanwhile() {
    campaign(OLD, SENT_LONG_AGO, 10 * PAGE);
    poller.pass(Duration.ofMinutes(5), STEP);
    changes = true;
    long before = m1.readings(OLD);

    backfill(SENT_LONG_AGO.minusSeconds(1), SENT_LONG_AGO.plusSeconds(1));
    poller.pass(Duration.ofHours(1), STEP);
    long once = m1.readings(OLD) - before;
    poller.pass(Duration.ofHours(4), STEP);
    assertThat(m1.readings(OLD) - before).as("it rests").isEqualTo(once);
    assertThat(progress().isDone()).isFalse();
    poller.pass(Duration.ofHours(10), STEP);

    assertThat(progress().isDone()).isTrue();
    assertThat(progress().givenUp()).isEqualTo(1);
    assertThat(poller.state(OLD).timing().wholeListAt()).isNull();
    poller.crash();
    assertThat(progress().givenUp()).as("also after a restart").isEqualTo(1);
    long all = m1.readings(OLD);
    poller.pass(Duration.ofHours(8), STEP);
    assertThat(m1.readings(OLD) - all).as("polls of a day").isLessThan(once);
  }

  @Test
  void shouldGiveUpWhatM1DoesNotGive() {
    campaign(OLD, SENT_LONG_AGO, 3 * PAGE);
    poller.pass(Duration.ofMinutes(5), STEP);
    m1.answer(OLD, new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "gone"));

    backfill(SENT_LONG_AGO.minusSeconds(1), SENT_LONG_AGO.plusSeconds(1));
    poller.pass(Duration.ofHours(1), STEP);

    assertThat(progress().isDone()).isTrue();
    assertThat(progress().givenUp()).isEqualTo(1);
  }

  @Test
  void shouldTakeAThirdOfFewCalls() {
    campaign(OLD, SENT_LONG_AGO, 200 * PAGE);
    poller.pass(Duration.ofHours(6), STEP);
    m1.campaign(FRESH, poller.clock.instant());
    poller.pass(Duration.ofMinutes(5), STEP);
    poller.access.grantNothing(DEMO).grantEvery(DEMO, PERMIT_EVERY, 1);
    Instant ordered = poller.clock.instant();
    long before = m1.readings(OLD);
    int calls = m1.calls().size();

    backfill(SENT_LONG_AGO.minusSeconds(1), SENT_LONG_AGO.plusSeconds(1));
    live(FRESH, Duration.ofHours(1));

    double share = (double) (m1.readings(OLD) - before) / (m1.calls().size() - calls);
    assertThat(share).isBetween(0.25, 0.45);
    assertThat(poller.status().overdue()).as("nobody waits too long").isZero();
    assertThat(slowest(FRESH, ordered)).isLessThanOrEqualTo(Duration.ofMinutes(2));
  }

  /** Its own polls go on while its list is read. */
  @Test
  void shouldNotHoldUpFreshRowsOfACampaignThatItReads() {
    campaign(FRESH, START.minusSeconds(1_000), 200 * PAGE);
    poller.pass(Duration.ofMinutes(5), STEP);
    poller.access.grantNothing(DEMO).grantEvery(DEMO, PERMIT_EVERY, 1);
    Instant ordered = poller.clock.instant();

    backfill(SENT_LONG_AGO, START);
    live(FRESH, Duration.ofHours(1));
    assertThat(slowest(FRESH, ordered)).isLessThanOrEqualTo(Duration.ofMinutes(2));
    assertThat(progress().isDone()).isFalse();
    poller.access.grantAlways(DEMO);
    poller.pass(Duration.ofMinutes(10), STEP);

    assertThat(progress().isDone()).isTrue();
    assertThat(progress().givenUp()).isZero();
    assertThat(poller.state(FRESH).timing().wholeListAt()).isAfter(ordered);
    assertThat(poller.eventsById).hasSize(m1.size(FRESH));
  }

  private void live(long campaign, Duration time) {
    for (Instant end = poller.clock.instant().plus(time); poller.clock.instant().isBefore(end); ) {
      row(campaign, poller.clock.instant());
      poller.pass(STEP, STEP);
    }
  }

  /** How long the slowest row waited of those that happened from then on. */
  private Duration slowest(long campaign, Instant from) {
    return poller.eventsById.entrySet().stream()
        .filter(event -> event.getValue().campaignId() == campaign)
        .filter(event -> !happened(event).isBefore(from))
        .map(event -> Duration.between(happened(event), poller.published.get(event.getKey())))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private static Instant happened(Map.Entry<String, EngagementEvent> event) {
    return event.getValue().occurredAt();
  }
}
