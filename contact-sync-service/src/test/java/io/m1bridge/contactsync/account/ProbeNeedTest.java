package io.m1bridge.contactsync.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeNeedTest {

  private static final M1Outcome<?> SERVER_ERROR =
      new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ZERO);

  private final ProbeNeed probe = new ProbeNeed();

  @Test
  void shouldEndWhereM1RefusesTheProbeAlone() {
    probe.unexplained();
    assertThat(probe.probed(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""))).isTrue();
    assertThat(probe.isDue()).isFalse();

    probe.unexplained();
    assertThat(probe.probed(SERVER_ERROR)).isFalse();
    assertThat(probe.probed(new M1Outcome.Unexplained<>(Optional.empty(), "no"))).isFalse();
    assertThat(probe.isDue()).isTrue();
    assertThat(probe.probed(SERVER_ERROR)).isFalse();
    assertThat(probe.isDue()).as("a write is tried").isFalse();
  }

  @Test
  void shouldBeginWhereNobodyCanReadTheAnswers() {
    assertThat(probe.unknown()).isFalse();
    assertThat(probe.unknown()).isFalse();
    probe.answered(false);
    assertThat(probe.unknown()).isFalse();
    assertThat(probe.unknown()).isFalse();
    assertThat(probe.isDue()).isFalse();

    assertThat(probe.unknown()).isTrue();
    assertThat(probe.isDue()).isTrue();
  }
}
