package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Permit;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** M1 is asked for the rows of a day: when, with which calls, and what it may answer. */
class DayCountsTest extends CertificatesWorld {

  @Test
  void shouldNotTakeTheWholeCampaignsCountForThatOfADay() {
    m1.quirks(new Quirks(5, Quirks.Count.HONEST, true, false, 100, Quirks.Beyond.REFUSED, true));
    rows(3);
    passUntil(MIDNIGHT.plus(Duration.ofMinutes(30)));
    m1.row(7, "open", "second@x.cn", poller.clock.instant());
    passUntil(MIDNIGHT.plus(Duration.ofHours(40)));

    assertThat(poller.certificates).hasSize(2);
    assertThat(poller.certificates.values())
        .allSatisfy(certificate -> assertThat(certificate.rowsAtM1()).isNull());
    assertThat(dayCounts()).as("each day once").isEqualTo(2);
  }

  @Test
  void shouldLeaveTheCampaignAloneWhenOnlyItsDayCannotBeCounted() {
    rows(3);
    passUntilCertified();
    m1.answerSingleRows(new M1Outcome.Unknown<>("E10001"));
    poller.pass(Duration.ofHours(4), STEP);
    assertThat(dayCounts()).as("asked again every hour").isBetween(2L, 4L);
    assertThat(poller.certificates.get(FIRST_DAY).rowsAtM1()).isNull();
    assertThat(poller.state(7).timing().trouble()).isNull();
    assertThat(poller.status().problem()).isNull();

    m1.answerSingleRows(null);
    poller.pass(Duration.ofHours(2), STEP);
    assertThat(poller.certificates.get(FIRST_DAY).rowsAtM1()).isEqualTo(3);
  }

  /** It would be the oldest one for ever. */
  @Test
  void shouldAskOnceForADayThatM1Refuses() {
    rows(3);
    passUntilCertified();
    m1.answerSingleRows(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));
    poller.pass(Duration.ofHours(5), STEP);
    assertThat(dayCounts()).isEqualTo(1);
    assertThat(poller.certificates.get(FIRST_DAY).rowsAtM1()).isNull();

    m1.answerSingleRows(null);
    m1.row(7, "open", "second@x.cn", poller.clock.instant());
    passUntil(MIDNIGHT.plus(Duration.ofHours(30)));
    assertThat(poller.certificates.get("7/2026-11-24").rowsAtM1()).isEqualTo(1);
  }

  @Test
  void shouldCountDaysWithCallsOfHousekeeping() {
    rows(3);
    passUntil(MIDNIGHT.plus(Duration.ofHours(4)));
    assertThat(dayCounts()).isEqualTo(1);
    assertThat(poller.access.taken())
        .filteredOn(permit -> permit.purpose() == Permit.Purpose.HOUSEKEEPING)
        .hasSize(1);
  }

  @Test
  void shouldAskForNoDayWhileNothingElseLeavesCalls() {
    rows(3);
    passUntilCertified();
    poller.access.grantNothing(PollHarness.DEMO);
    poller.pass(Duration.ofHours(3), STEP);
    assertThat(poller.certificates).containsKey(FIRST_DAY);
    assertThat(dayCounts()).isZero();
    assertThat(poller.access.lastDemand(PollHarness.DEMO))
        .as("the list of campaigns and a poll")
        .isEqualTo(2);
    int polls = m1.readings().size();

    poller.access.grant(PollHarness.DEMO, 2);
    poller.pass(STEP, STEP);
    assertThat(m1.readings()).as("the list of campaigns and a poll come first").hasSize(polls + 1);
    assertThat(dayCounts()).isZero();
  }
}
