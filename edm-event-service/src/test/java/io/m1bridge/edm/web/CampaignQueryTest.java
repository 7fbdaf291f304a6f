package io.m1bridge.edm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.ui.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CampaignQueryTest {

  private static final List<CampaignView> SOME =
      Stream.of(
              SampleCampaign.of(1)
                  .subject("双十一 Sale")
                  .rows(Map.of("opened", 5L, "clicked", 1L), 10L)
                  .verifiedTo(SampleCampaign.NOW.minusSeconds(60)),
              SampleCampaign.of(2)
                  .subject("Autumn sale")
                  .rows(Map.of("opened", 9L), null)
                  .verifiedTo(SampleCampaign.NOW.minusSeconds(600)),
              SampleCampaign.of(3).subject(null).rows(Map.of("bounced", 2L), 2L))
          .map(SampleCampaign::view)
          .toList();

  private static List<Long> ids(String text, String sort, String order, int limit) {
    return CampaignQuery.of("", text, sort, order, limit).on(SOME.stream()).stream()
        .map(CampaignView::campaignId)
        .toList();
  }

  @Test
  void shouldSortWhatIsNotKnownToTheEndWhateverTheDirection() {
    assertThat(ids("", "id", "desc", 10)).containsExactly(3L, 2L, 1L);
    assertThat(ids("", "opened", "desc", 10)).containsExactly(2L, 1L, 3L);
    assertThat(ids("", "opened", "asc", 10)).containsExactly(3L, 1L, 2L);
    assertThat(ids("", "delay", "desc", 10)).containsExactly(2L, 1L, 3L);
    assertThat(ids("", "delay", "asc", 10)).containsExactly(1L, 2L, 3L);
    assertThat(ids("", "missing", "desc", 10)).containsExactly(1L, 3L, 2L);
    assertThat(ids("", "subject", "asc", 10)).containsExactly(2L, 1L, 3L);
    assertThat(ids("", "sent", "desc", 10)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldFindBySubjectAndId() {
    assertThat(ids("SALE", "id", "asc", 10)).containsExactly(1L, 2L);
    assertThat(ids(" 双十一 ", "id", "asc", 10)).containsExactly(1L);
    assertThat(ids("demo/3", "id", "asc", 10)).containsExactly(3L);
    assertThat(ids("nothing", "id", "asc", 10)).isEmpty();
    assertThat(CampaignQuery.of("other", "", "id", "asc", 10).on(SOME.stream())).isEmpty();
  }

  @Test
  void shouldAskOtherReplicasForTheSame() {
    assertThat(CampaignQuery.of("demo", "双十一 a&b", "delay", "asc", 50).parameters())
        .isEqualTo(
            "account=demo&q=%E5%8F%8C%E5%8D%81%E4%B8%80+a%26b&sort=delay&order=asc&limit=50");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> CampaignQuery.of("", "", "size", "asc", 10),
            () -> CampaignQuery.of("", "", "id", "up", 10),
            () -> CampaignQuery.of("", "", "id", "asc", 0))) {
      assertThatThrownBy(wrong::run)
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
    }
  }

  @Test
  void shouldAnswerForFiveThousandCampaigns() {
    List<CampaignView> many =
        LongStream.rangeClosed(1, 5_000).mapToObj(id -> SampleCampaign.of(id).view()).toList();

    assertThat(CampaignQuery.of("", "499", "sent", "desc", 3).on(many.stream()))
        .extracting(CampaignView::campaignId)
        .containsExactly(499L, 1499L, 2499L);
  }
}
