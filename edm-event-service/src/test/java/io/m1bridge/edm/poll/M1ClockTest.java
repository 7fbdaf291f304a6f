package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class M1ClockTest {

  private static final Instant BEFORE = START.minusSeconds(60);
  private static final Duration EIGHT_HOURS = Duration.ofHours(8);

  private final List<Duration> saved = new ArrayList<>();
  private final M1Clock clock = new M1Clock(Duration.ZERO, saved::add);

  @Test
  void shouldTakeACampaignThatTheListLackedForANewOne() {
    appeared(BEFORE.minus(EIGHT_HOURS), BEFORE.minus(EIGHT_HOURS));

    assertThat(clock.at(START)).isEqualTo(START.minus(EIGHT_HOURS));
    assertThat(saved).containsExactly(EIGHT_HOURS);
  }

  @Test
  void shouldSeeThatM1sClockIsRight() {
    appeared(BEFORE.minus(EIGHT_HOURS), null);
    appeared(BEFORE.plusSeconds(10), BEFORE.plusSeconds(20));

    assertThat(clock.behind()).isZero();
  }

  @Test
  void shouldLearnNothingOfPlannedCampaignsOrOldOnes() {
    appeared(null, START.plusSeconds(3600));
    appeared(START.minus(EIGHT_HOURS), START.plusSeconds(3600));
    appeared(START.minus(Duration.ofDays(300)), null);
    appeared(null, null);

    assertThat(clock.behind()).isZero();
    assertThat(saved).isEmpty();
  }

  @Test
  void shouldTakeTheSendingOfACampaignThatWasMadeLongBefore() {
    appeared(START.minus(Duration.ofHours(20)), BEFORE.plusSeconds(5));

    assertThat(clock.behind()).isZero();
  }

  @Test
  void shouldBelieveTheLatestOfThoseThatAreNewAtOnce() {
    appeared(BEFORE.minus(EIGHT_HOURS), null);
    appeared(BEFORE.minus(EIGHT_HOURS.plusHours(2)), null);

    assertThat(clock.behind()).isEqualTo(EIGHT_HOURS);
  }

  @Test
  void shouldNotBeFurtherBehindThanTheDateOfARow() {
    appeared(START.minus(EIGHT_HOURS), null);
    clock.listed(START.minusSeconds(7), START);

    assertThat(clock.behind()).isEqualTo(Duration.ofSeconds(7));

    clock.listed(START.plusSeconds(7), START);

    assertThat(clock.behind()).isZero();
  }

  private void appeared(@Nullable Instant createdAt, @Nullable Instant sentAt) {
    clock.appeared(
        new CampaignDescriptor("demo", 7, null, null, createdAt, sentAt, null, START),
        BEFORE,
        START);
  }
}
