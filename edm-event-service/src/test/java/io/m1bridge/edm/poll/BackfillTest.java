package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignDescriptor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackfillTest {

  private static final Instant ORDERED = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant SENT = ORDERED.minus(Duration.ofDays(500));
  private static final Instant LATER = ORDERED.plusSeconds(90);

  private final Backfill backfill =
      Backfill.ordered(SENT.minusSeconds(1), SENT.plusSeconds(1), "li.wei", ORDERED);

  private static CampaignState seen(Instant at) {
    return CampaignState.discovered(
        new CampaignDescriptor("demo", 7, null, null, SENT, SENT, 4, at), at);
  }

  @Test
  void shouldReadWhatIsNewUntilNothingIsMissing() {
    CampaignState found = seen(ORDERED.plusSeconds(30));
    assertThat(backfill.done(found)).isFalse();
    assertThat(backfill.wantsWholeList(found)).as("its first poll comes before").isFalse();

    CampaignState unsettled = found.with(found.timing().unverified(LATER, LATER, "it moves"));
    assertThat(backfill.done(unsettled)).isFalse();
    assertThat(backfill.wantsWholeList(unsettled)).isTrue();

    assertThat(backfill.done(unsettled.with(found.timing().verified(LATER, LATER, LATER))))
        .isTrue();
    assertThat(backfill.done(unsettled.with(unsettled.timing().wholeList(LATER)))).isTrue();
  }

  @Test
  void shouldReadAgainWhatWasVerifiedBefore() {
    CampaignState known = seen(ORDERED.minusSeconds(90));
    CampaignState verified = known.with(known.timing().verified(ORDERED, ORDERED, LATER));

    assertThat(backfill.wantsWholeList(verified)).isTrue();
    assertThat(backfill.done(verified.with(verified.timing().wholeList(LATER)))).isTrue();
  }

  @Test
  void shouldGiveUpAfterThreeReadingsOfThisBackfillOnly() {
    CampaignState once = seen(ORDERED.minusSeconds(90)).tried(ORDERED.minusSeconds(60));
    CampaignState twice = once.tried(ORDERED).tried(ORDERED);
    assertThat(backfill.isGivenUp(twice)).isFalse();

    CampaignState thrice = twice.tried(ORDERED);
    assertThat(backfill.isGivenUp(thrice)).isTrue();
    assertThat(backfill.done(thrice)).isTrue();
    CampaignState read = thrice.with(thrice.timing().wholeList(LATER));
    assertThat(backfill.isGivenUp(read)).as("it came after all").isFalse();
  }
}
