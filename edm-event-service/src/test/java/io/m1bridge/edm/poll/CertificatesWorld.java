package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;

import io.m1bridge.contracts.CompletenessCheck;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A campaign whose days are certified. */
abstract class CertificatesWorld {

  static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");
  static final String FIRST_DAY = "7/2026-11-23";
  static final Duration STEP = Duration.ofMinutes(1);

  final CampaignCloud m1 = new CampaignCloud(Quirks.none(5));
  final PollHarness poller = new PollHarness(m1, Map.of());

  void rows(int count) {
    m1.campaign(7, START);
    for (int i = 0; i < count; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.plusSeconds(i));
    }
  }

  void passUntil(Instant end) {
    poller.pass(Duration.between(poller.clock.instant(), end), STEP);
  }

  void passUntilCertified() {
    while (poller.certificates.isEmpty()) {
      poller.pass(STEP, STEP);
    }
  }

  CompletenessCheck check() {
    CompletenessCheck check = new CompletenessCheck();
    poller.eventsById.forEach(check::event);
    return check;
  }

  long dayCounts() {
    return m1.readings().stream().filter(CertificatesTest::isOfADay).count();
  }

  static boolean isOfADay(M1Call.ListEngagement call) {
    return call.limit() == 1
        && Duration.between(call.start(), call.end()).equals(Duration.ofDays(1));
  }

  long wholeReads() {
    return poller.state(7).timing().wholeListAt() == null ? 0 : 1;
  }
}
