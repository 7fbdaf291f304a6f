package io.m1bridge.edm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CampaignsViewTest {

  private static CampaignsView view(int campaigns, String sort, String order, int page) {
    CampaignQuery query = CampaignQuery.of("", "双 & 11", sort, order, CampaignsView.limit(page));
    List<CampaignView> found =
        LongStream.rangeClosed(1, campaigns)
            .mapToObj(
                id ->
                    SampleCampaign.of(id)
                        .subject("双 & 11")
                        .verifiedTo(SampleCampaign.NOW.minusSeconds(90))
                        .view())
            .toList();
    return CampaignsView.of(List.of(), query, query.on(found.stream()), page, SampleCampaign.NOW);
  }

  @Test
  void shouldShowFiftyAtOnceAndLeadToTheOthers() {
    CampaignsView first = view(120, "sent", "desc", 1);
    assertThat(first.rows()).hasSize(50);
    assertThat(first.rows().get(0).campaign().campaignId()).isEqualTo(1);
    assertThat(first.rows().get(0).delay()).isEqualTo(Duration.ofSeconds(90));
    assertThat(first.before()).isNull();
    assertThat(first.after()).isEqualTo("/?q=%E5%8F%8C+%26+11&sort=sent&order=desc&page=2");

    CampaignsView last = view(120, "sent", "desc", 3);
    assertThat(last.rows()).hasSize(20);
    assertThat(last.rows().get(0).campaign().campaignId()).isEqualTo(101);
    assertThat(last.before()).endsWith("&page=2");
    assertThat(last.after()).isNull();

    assertThat(view(50, "sent", "desc", 1).after()).as("just fifty").isNull();
    assertThat(view(120, "sent", "desc", 4).rows()).as("behind the end").isEmpty();
  }

  @Test
  void shouldTurnTheOrderOfTheColumnThatIsSortedBy() {
    List<CampaignsView.Column> columns = view(1, "opened", "desc", 1).columns();

    assertThat(columns)
        .extracting(CampaignsView.Column::label)
        .containsExactly("Campaign", "Sent", "Opens", "Clicks", "Bounces", "Missing", "Delay");
    assertThat(columns)
        .extracting(CampaignsView.Column::sorted)
        .containsExactly("", "", "descending", "", "", "", "");
    assertThat(columns.get(0).href()).as("texts from A").endsWith("&sort=subject&order=asc");
    assertThat(columns.get(1).href()).endsWith("&sort=sent&order=desc");
    assertThat(columns.get(2).href()).endsWith("&sort=opened&order=asc");
  }
}
