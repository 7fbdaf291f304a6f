package io.m1bridge.token.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HourCountTest {

  private long now;
  private final HourCount count = new HourCount(() -> now);

  @Test
  void shouldTellMinutesOldestFirstAndForgetThemAfterAnHour() {
    count.count(Holder.CONTACT_SYNC, 5);
    now += Duration.ofMinutes(2).toNanos();
    count.count(Holder.CONTACT_SYNC, 7);

    List<Integer> minutes = count.perMinute().get(Holder.CONTACT_SYNC);
    assertThat(minutes).hasSize(60).endsWith(5, 0, 7);
    assertThat(count.perMinute()).doesNotContainKey(Holder.EDM_EVENT);

    now += Duration.ofMinutes(58).toNanos();
    assertThat(count.perMinute().get(Holder.CONTACT_SYNC)).startsWith(0, 7).endsWith(0);
    assertThat(count.lastHour()).containsEntry(Holder.CONTACT_SYNC, 7);
  }

  @Test
  void shouldCountWhatCameBackInTheMinuteItWasGranted() {
    count.count(Holder.EDM_EVENT, 6);
    now += Duration.ofMinutes(1).toNanos();
    count.count(Holder.EDM_EVENT, -4);

    assertThat(count.perMinute().get(Holder.EDM_EVENT)).endsWith(2, 0);
  }
}
