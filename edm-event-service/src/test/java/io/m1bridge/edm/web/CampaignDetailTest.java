package io.m1bridge.edm.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.CampaignStats.Hour;
import io.m1bridge.contracts.CampaignStats.Rates;
import io.m1bridge.contracts.CampaignStats.RatesMissing;
import io.m1bridge.contracts.CampaignStats.Recipients;
import io.m1bridge.contracts.CampaignStats.WithoutMachines;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.ui.chart.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CampaignDetailTest {

  private static final Instant SENT_AT = SampleCampaign.NOW.minus(Duration.ofHours(5));

  private static CampaignDetail detail(
      @Nullable Instant sentAt, @Nullable RatesMissing missing, List<Hour> hours) {
    CampaignStats stats =
        new CampaignStats(
            "demo",
            1,
            100,
            100L,
            0,
            Map.of("opened", 50L, "clicked", 9L),
            null,
            null,
            20L,
            5L,
            0.25,
            new Recipients(30, 40, 2, 1, 3, 0),
            missing == null ? new Rates(0.5, 0.125, 0.075, 0.075, 0) : null,
            missing,
            sentAt,
            hours,
            new WithoutMachines(40, 7, 12, 4, 0.3, null, null, 6, 2));
    return new CampaignDetail(SampleCampaign.of(1).view(), stats, null, SampleCampaign.NOW);
  }

  private static Chart chart(List<Hour> hours) {
    return Objects.requireNonNull(detail(SENT_AT, null, hours).chart());
  }

  @Test
  void shouldDrawEachHourAlsoThoseWithoutEvents() {
    Chart chart =
        chart(
            List.of(
                new Hour(0, Map.of("opened", 9L, "sent", 40L)),
                new Hour(2, Map.of("opened", 3L, "clicked", 1L))));

    assertThat(chart.times())
        .containsExactly(
            SENT_AT,
            SENT_AT.plus(Duration.ofHours(1)),
            SENT_AT.plus(Duration.ofHours(2)),
            SENT_AT.plus(Duration.ofHours(3)));
    assertThat(chart.series())
        .extracting(Chart.Series::name)
        .as("of what there are few")
        .containsExactly("opened", "clicked");
    assertThat(chart.series().get(0).values()).containsExactly(9L, 0L, 3L, 0L);
    assertThat(chart.series().get(1).values()).containsExactly(0L, 0L, 1L, 0L);
  }

  @Test
  void shouldNotDrawTheFutureNorWhatCameLater() {
    CampaignDetail detail =
        detail(
            SENT_AT,
            null,
            List.of(
                new Hour(5, Map.of("opened", 1L)),
                new Hour(CampaignStats.LATER, Map.of("opened", 4L, "clicked", 2L))));

    assertThat(Objects.requireNonNull(detail.chart()).times()).hasSize(6);
    assertThat(detail.later()).isEqualTo(6);
  }

  @Test
  void shouldDrawNothingWhereNothingIsKnown() {
    assertThat(detail(null, null, List.of(new Hour(0, Map.of("opened", 1L)))).chart()).isNull();
    assertThat(detail(SENT_AT, null, List.of()).chart()).isNull();
    assertThat(detail(SENT_AT, null, List.of(new Hour(0, Map.of("sent", 1L)))).chart()).isNull();
    CampaignDetail unknown =
        new CampaignDetail(SampleCampaign.of(1).view(), null, null, SampleCampaign.NOW);
    assertThat(unknown.chart()).isNull();
    assertThat(unknown.funnel()).isEmpty();
    assertThat(unknown.lost()).isEmpty();
    assertThat(unknown.later()).isZero();
    assertThat(unknown.counted()).isEmpty();
    assertThat(unknown.links()).isEmpty();
    assertThat(unknown.moreLinks()).isZero();
  }

  @Test
  void shouldTakeSharesOfThoseItWasSentTo() {
    assertThat(detail(SENT_AT, null, List.of()).funnel())
        .extracting(step -> step.label() + ": " + step.text())
        .containsExactly("Sent to: 40, 100.0 %", "Opened: 20, 50.0 %", "Clicked: 5, 12.5 %");
    assertThat(detail(SENT_AT, null, List.of()).lost())
        .extracting(step -> step.label() + ": " + step.text())
        .containsExactly(
            "Bounced for good: 2, 5.0 %",
            "Bounced softly to the end: 1, 2.5 %",
            "Unsubscribed: 3, 7.5 %",
            "Complained: 0, 0.0 %");
  }

  @Test
  void shouldCountWithAndWithoutMachines() {
    assertThat(detail(SENT_AT, null, List.of()).counted())
        .extracting(line -> line.label() + ": " + line.all() + ", " + line.people())
        .containsExactly(
            "Opens: 50, 40",
            "Recipients who opened: 20, 12",
            "Clicks: 9, 7",
            "Recipients who clicked: 5, 4");
  }

  @Test
  void shouldShowTheLinksThatWereClickedMost() {
    List<LinkStats.Link> links =
        IntStream.range(0, 23)
            .mapToObj(
                i ->
                    new LinkStats.Link(
                        "https://x.example/" + i, null, 50L - i, 9, 8, 7, null, null))
            .toList();
    CampaignDetail detail =
        new CampaignDetail(
            SampleCampaign.of(1).view(),
            null,
            new LinkStats("demo", 1, links, null),
            SampleCampaign.NOW);

    assertThat(detail.links()).isEqualTo(links.subList(0, 20));
    assertThat(detail.moreLinks()).isEqualTo(3);
  }

  @Test
  void shouldSayWhereM1DoesNotTellToWhomItWasSent() {
    CampaignDetail detail = detail(SENT_AT, RatesMissing.NO_SENT_ROWS, List.of());

    assertThat(detail.isSentKnown()).isFalse();
    assertThat(detail.funnel())
        .extracting(CampaignDetail.Step::text)
        .containsExactly("30, 100.0 %", "20, 66.7 %", "5, 16.7 %");
  }
}
