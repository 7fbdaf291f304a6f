package io.m1bridge.contactsync.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.task.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayConfigTest {

  @Test
  void shouldGiveATaskAHundredLettersASecond() {
    ReplayConfig config = TestSettings.of(ReplayConfig.class, Map.of());
    config.check();

    assertThat(config.recordsPerSecond()).isEqualTo(100);
  }

  @Test
  void shouldRefuseAReplayThatNeverEnds() {
    ReplayConfig config =
        TestSettings.of(ReplayConfig.class, Map.of("replay.records-per-second", "0"));

    assertThatThrownBy(config::check)
        .hasMessageContaining("m1bridge.contact-sync.replay.records-per-second");
  }
}
