package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.testkit.time.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoardMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MutableClock clock = MutableClock.at(SampleBoard.NOW);

  private double lag() {
    return registry.get("m1bridge.edm.completeness.lag").gauge().value();
  }

  @Test
  void shouldTellHowLongAgoAllWasFoundComplete() {
    BoardMetrics.register(registry, SampleBoard.of("demo", 1, 2, 40), clock);
    assertThat(lag()).isZero();

    clock.advance(Duration.ofSeconds(90));
    assertThat(lag()).isEqualTo(90);
  }

  @Test
  void shouldLeaveOutWhatIsPolledOnceADay() {
    BoardMetrics.register(registry, SampleBoard.of("demo", 40), clock);

    clock.advance(Duration.ofHours(9));
    assertThat(lag()).isZero();
  }
}
