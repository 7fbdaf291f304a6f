package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An alert on a metric that nobody writes never fires. */
class AlertsTest {

  private static final Path RULES = Path.of("..", "deploy", "monitoring", "alerts.yaml");
  private static final Pattern METRIC = Pattern.compile("\\bm1bridge_edm_\\w+");

  @Test
  void shouldAlertOnMetricsThatAreThere() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    BoardMetrics.register(registry, new PollBoard(), Clock.systemUTC());

    Set<String> shown =
        registry.getMeters().stream()
            .map(meter -> meter.getId().getName().replace('.', '_'))
            .collect(Collectors.toSet());

    assertThat(
            METRIC
                .matcher(Files.readString(RULES))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet()))
        .contains("m1bridge_edm_accounts_short", "m1bridge_edm_calls_wanted")
        .isSubsetOf(shown);
  }
}
