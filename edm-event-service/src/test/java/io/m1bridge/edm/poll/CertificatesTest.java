package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is certified of a day, and when. */
class CertificatesTest extends CertificatesWorld {

  @Test
  void shouldCertifyADayOnceItIsOverAndTheCampaignCompleteBeyondIt() {
    rows(12);
    passUntil(MIDNIGHT.plus(Duration.ofMinutes(50)));
    assertThat(poller.certificates).as("certify-after has not passed").isEmpty();

    passUntil(MIDNIGHT.plus(Duration.ofHours(2)));
    CompletenessCertificate certificate = poller.certificates.get(FIRST_DAY);
    assertThat(certificate.rows()).isEqualTo(12);
    assertThat(certificate.lateRows()).isZero();
    assertThat(certificate.verifiedTo()).isBetween(MIDNIGHT, certificate.verifiedAt());
    assertThat(certificate.rowsAtM1()).as("not asked yet").isNull();
    assertThat(check().compare(certificate)).isEqualTo(Finding.COMPLETE);

    passUntil(MIDNIGHT.plus(Duration.ofHours(4)));
    certificate = poller.certificates.get(FIRST_DAY);
    assertThat(certificate.rowsAtM1()).isEqualTo(12);
    assertThat(certificate.unlisted()).isZero();
    assertThat(certificate.vanished()).isZero();
    assertThat(certificate.countedAt()).isAfter(certificate.verifiedAt());
  }

  /** One call at a time: of two late rows only the first page has been read. */
  @Test
  void shouldReplaceItTogetherWithALateRow() {
    rows(12);
    passUntil(MIDNIGHT.plus(Duration.ofHours(4)));
    Instant verifiedAt = poller.certificates.get(FIRST_DAY).verifiedAt();
    m1.row(7, "click", "late@x.cn", START.plusSeconds(50));
    m1.row(7, "click", "deep@x.cn", START.plusSeconds(1));
    poller.access.grantNothing(PollHarness.DEMO);
    while (poller.events.size() == 12) {
      poller.access.grant(PollHarness.DEMO, 1);
      poller.pass(STEP, STEP);
    }
    CompletenessCertificate certificate = poller.certificates.get(FIRST_DAY);
    assertThat(certificate.rows()).isEqualTo(13);
    assertThat(certificate.lateRows()).isEqualTo(1);
    assertThat(certificate.verifiedAt()).as("not verified again yet").isEqualTo(verifiedAt);
    assertThat(certificate.rowsAtM1()).as("counted without it").isNull();
    assertThat(check().compare(certificate)).isEqualTo(Finding.COMPLETE);

    poller.access.grantAlways(PollHarness.DEMO);
    poller.pass(Duration.ofHours(3), STEP);
    certificate = poller.certificates.get(FIRST_DAY);
    assertThat(certificate.rowsAtM1()).isEqualTo(14);
    assertThat(certificate.lateRows()).isEqualTo(2);
    assertThat(certificate.verifiedAt()).isAfter(verifiedAt);
  }

  /** Of the refilled day only its rows are known, not that it has a certificate. */
  @Test
  void shouldWithdrawWhatMayStandOfARefilledDayTogetherWithALateRow() {
    rows(12);
    passUntil(MIDNIGHT.plus(Duration.ofHours(4)));
    poller.loseLedger(false);
    assertThat(check().compare(poller.certificates.get(FIRST_DAY))).isEqualTo(Finding.COMPLETE);
    m1.row(7, "click", "late@x.cn", START.plusSeconds(50));
    m1.row(7, "click", "deep@x.cn", START.plusSeconds(1));
    poller.access.grantNothing(PollHarness.DEMO);
    while (poller.events.size() == 12) {
      poller.access.grant(PollHarness.DEMO, 1);
      poller.pass(STEP, STEP);
    }
    assertThat(poller.certificates).as("13 of 14 rows are published").isEmpty();

    poller.access.grantAlways(PollHarness.DEMO);
    poller.pass(Duration.ofHours(3), STEP);
    CompletenessCertificate certificate = poller.certificates.get(FIRST_DAY);
    assertThat(certificate.rows()).isEqualTo(14);
    assertThat(check().compare(certificate)).isEqualTo(Finding.COMPLETE);
  }

  @Test
  void shouldSayWhatIsNotAnEvent() {
    rows(3);
    m1.damaged(7, START, "null");
    passUntil(MIDNIGHT.plus(Duration.ofHours(4)));

    CompletenessCertificate certificate = poller.certificates.get(FIRST_DAY);
    assertThat(certificate.rows()).isEqualTo(3);
    assertThat(certificate.deadLetters()).isZero();
    assertThat(certificate.undatedDeadLetters()).isEqualTo(1);
    assertThat(certificate.rowsAtM1()).isEqualTo(4);
    assertThat(certificate.unlisted()).isEqualTo(1);
    assertThat(wholeReads()).as("a dead letter is no reason to read all again").isEqualTo(0);
  }

  @Test
  void shouldReportRowsThatVanishedOfTheDay() {
    rows(3);
    passUntilCertified();
    m1.vanish(7, 0);
    passUntil(MIDNIGHT.plus(Duration.ofHours(5)));

    CompletenessCertificate certificate = poller.certificates.get(FIRST_DAY);
    assertThat(certificate.rows()).isEqualTo(3);
    assertThat(certificate.rowsAtM1()).isEqualTo(2);
    assertThat(certificate.vanished()).isEqualTo(1);
  }

  /** One row fewer on one day and one more on another: the campaign's total stays as it was. */
  @Test
  void shouldFindARowThatTheTotalHides() {
    rows(12);
    passUntil(MIDNIGHT.plus(Duration.ofMinutes(30)));
    m1.row(7, "open", "second@x.cn", poller.clock.instant());
    m1.row(7, "open", "third@x.cn", poller.clock.instant());
    passUntilCertified();
    assertThat(poller.events).hasSize(14);
    assertThat(poller.certificates).as("certified, not counted yet").hasSize(1);
    m1.vanish(7, 0);
    m1.row(7, "open", "hidden@x.cn", START.plusSeconds(1));
    passUntil(MIDNIGHT.plus(Duration.ofHours(6)));

    assertThat(poller.events)
        .extracting(mapped -> mapped.event().recipient())
        .contains("hidden@x.cn");
    assertThat(check().compare(poller.certificates.get(FIRST_DAY))).isEqualTo(Finding.COMPLETE);
    assertThat(poller.certificates.get(FIRST_DAY).rowsAtM1()).isEqualTo(13);
  }

  @Test
  void shouldCertifyWithoutACountWhereM1IgnoresWindows() {
    m1.quirks(Quirks.none(5).withoutWindows());
    rows(3);
    passUntil(MIDNIGHT.plus(Duration.ofMinutes(30)));
    m1.row(7, "open", "second@x.cn", poller.clock.instant());
    passUntil(MIDNIGHT.plus(Duration.ofHours(40)));

    assertThat(poller.certificates).hasSize(2);
    assertThat(poller.certificates.values())
        .allSatisfy(
            certificate -> {
              assertThat(certificate.rowsAtM1()).isNull();
              assertThat(certificate.unlisted()).isNull();
              assertThat(check().compare(certificate)).isEqualTo(Finding.COMPLETE);
            });
  }

  @Test
  void shouldCertifyNothingOfACampaignThatWasPublishedBeforeDaysWereKept() {
    rows(3);
    poller.pass(Duration.ofHours(1), STEP);
    poller.forgetDays();
    poller.crash();
    passUntil(MIDNIGHT.plus(Duration.ofHours(5)));

    assertThat(poller.events).hasSize(3);
    assertThat(poller.certificates).isEmpty();
  }

  @Test
  void shouldGoOnAfterACrash() {
    rows(3);
    passUntil(MIDNIGHT.plus(Duration.ofMinutes(30)));
    poller.crash();
    passUntilCertified();
    assertThat(poller.certificates.get(FIRST_DAY).rows()).isEqualTo(3);
    poller.crash();
    passUntil(MIDNIGHT.plus(Duration.ofHours(4)));
    assertThat(poller.certificates.get(FIRST_DAY).rowsAtM1()).isEqualTo(3);
    poller.crash();
    poller.pass(Duration.ofHours(3), STEP);
    assertThat(dayCounts()).as("once is enough").isEqualTo(1);
  }

  /** Dates at the ends of what a date can be must not end the task. */
  @Test
  void shouldTakeDatesOfAnyYear() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START, "-999999999-01-01 00:00:00", "");
    m1.row(7, "open", "b@x.cn", START, "+999999999-12-31 23:59:59", "");
    m1.row(7, "open", "c@x.cn", START, "0001-01-01 00:00:00", "");
    m1.row(7, "open", "d@x.cn", START);
    passUntil(MIDNIGHT.plus(Duration.ofHours(5)));
    assertThat(poller.events).hasSize(4);
    assertThat(m1.readings())
        .filteredOn(CertificatesTest::isOfADay)
        .as("M1 is asked for no such day")
        .extracting(M1Call.ListEngagement::start)
        .containsExactly(Instant.parse("2026-11-22T23:59:59.500Z"));
  }
}
