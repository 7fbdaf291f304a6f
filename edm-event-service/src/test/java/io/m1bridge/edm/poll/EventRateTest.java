package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.ContractJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class EventRateTest {

  private static final Instant SENT = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void shouldAssumeALargeCampaignBeforeAnythingIsSeen() {
    double rate = EventRate.perSecond(campaign(Pace.NONE, SENT), Instant.MIN, SENT);

    assertThat(rate).isGreaterThan(1);
  }

  @Test
  void shouldFollowACampaignThatDecaysAsThePriorSays() {
    Pace pace = Pace.NONE;
    Instant last = SENT;
    // 2,000 rows per unit of log age, up to a day.
    double end = EventRate.logAge(Duration.ofDays(1));
    for (int row = 1; row <= 2_000 * end; row++) {
      last = SENT.plusMillis((long) (600_000 * Math.expm1(row / 2_000.0)));
      pace = pace.plus(EventRate.logAge(Duration.between(SENT, last)));
    }
    Instant now = SENT.plus(Duration.ofDays(1));

    double rate = EventRate.perSecond(campaign(pace, last), now, now);

    assertThat(rate).isCloseTo(2_000.0 / (600 + 86_400), Percentage.withPercentage(5));
    assertThat(Pace.even((long) (2_000 * end), Duration.ofDays(1)).rows())
        .as("what an older state is taken for")
        .isCloseTo(pace.rows(), Percentage.withPercentage(2));
  }

  @Test
  void shouldFollowACampaignThatEndsEarly() {
    Instant last = SENT.plus(Duration.ofHours(1));
    Pace pace = Pace.even(50_000, Duration.ofHours(1));
    Instant soon = last.plus(Duration.ofMinutes(1));
    Instant later = last.plus(Duration.ofHours(6));

    double before = EventRate.perSecond(campaign(pace, last), soon, soon);
    double after = EventRate.perSecond(campaign(pace, last), later, later);

    assertThat(before).isLessThanOrEqualTo(0.05);
    assertThat(after).isLessThan(before / 300);
  }

  @Test
  void shouldExpectNextToNothingOfACampaignThatWasQuietForAYear() {
    Instant now = SENT.plus(Duration.ofDays(365));

    double rate = EventRate.perSecond(campaign(Pace.NONE, SENT), now, now);

    assertThat(rate * Duration.ofDays(7).toSeconds()).isLessThan(0.1);
  }

  @Test
  void shouldCountARowThatComesLateWhereItHappened() {
    Pace inOrder = Pace.NONE.plus(1).plus(2).plus(3);
    Pace late = Pace.NONE.plus(1).plus(3).plus(2);

    assertThat(late.rows()).isCloseTo(inOrder.rows(), within(1e-9));
    assertThat(late.logAge()).isEqualTo(inOrder.logAge());
  }

  @Test
  void shouldReadAStateThatWasKeptBeforeThereWasAPace() throws IOException {
    String kept =
        """
        {"descriptor": {"account": "demo", "campaignId": 7, "createdAt": "2026-11-23T10:00:00Z",
          "sentAt": "2026-11-23T10:00:00Z", "firstSeenAt": "2026-11-23T10:00:00Z"},
         "counts": {"published": 500, "deadLetters": 0, "accounted": 500, "unlisted": 0,
          "countUnusable": false, "byAction": {"opened": 500}},
         "timing": {"polls": 9, "nextPollAt": "2026-11-23T11:00:00Z",
          "lastPollAt": "2026-11-23T11:00:00Z", "activeAt": "2026-11-23T10:50:00Z"}}
        """;

    CampaignState state = ContractJson.mapper().readValue(kept, CampaignState.class);

    assertThat(state.pace()).isEqualTo(Pace.even(500, Duration.ofHours(1)));
  }

  private static CampaignState campaign(Pace pace, Instant activeAt) {
    CampaignDescriptor descriptor =
        new CampaignDescriptor("demo", 7, null, null, SENT, SENT, 4, SENT);
    return new CampaignState(
        descriptor, Counts.none(), Timing.first(SENT, activeAt), pace, null, null);
  }
}
