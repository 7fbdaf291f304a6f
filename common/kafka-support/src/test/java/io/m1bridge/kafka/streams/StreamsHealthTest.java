package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsHealthTest {

  @ParameterizedTest
  @CsvSource({
    "Created, UP, DOWN",
    "Waiting, UP, DOWN",
    "Rebalancing, UP, DOWN",
    "Running, UP, UP",
    "Failed, DOWN, DOWN",
    "Stopped, UP, DOWN"
  })
  void shouldTellTheTruth(String state, Status live, Status ready) {
    assertThat(StreamsHealth.liveness(state(state)).getStatus()).isEqualTo(live);
    assertThat(StreamsHealth.readiness(state(state)).getStatus()).isEqualTo(ready);
    assertThat(StreamsHealth.readiness(state(state)).getData().orElseThrow())
        .containsEntry("state", state);
  }

  @Test
  void shouldShowWhatIsMissing() {
    assertThat(
            StreamsHealth.readiness(new StreamsState.Waiting("m1.accounts is missing"))
                .getData()
                .orElseThrow())
        .containsEntry("problem", "m1.accounts is missing");
  }

  private static StreamsState state(String name) {
    return switch (name) {
      case "Created" -> new StreamsState.Created();
      case "Waiting" -> new StreamsState.Waiting("topics");
      case "Rebalancing" -> new StreamsState.Rebalancing();
      case "Running" -> new StreamsState.Running();
      case "Failed" -> new StreamsState.Failed("bug");
      case "Stopped" -> new StreamsState.Stopped();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
