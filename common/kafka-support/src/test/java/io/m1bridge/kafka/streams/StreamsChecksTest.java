package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.production.Finding;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsChecksTest {

  private static final Path TEMPORARY = Path.of("/tmp");

  private static StreamsOptions options(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(StreamsOptions.class)
        .addDiscoveredConverters()
        .withDefaultValue("java.io.tmpdir", "/tmp")
        .addDefaultInterceptors()
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(StreamsOptions.class);
  }

  @Test
  void shouldWantAStandbyWithSeveralReplicas() {
    assertThat(new StandbyCheck(options(Map.of()), 2).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.SEVERE);
              assertThat(finding.property()).isEqualTo("m1bridge.streams.standby-replicas");
              assertThat(finding.problem()).contains("with 2 replicas");
            });
  }

  @Test
  void shouldWantNoStandbyOfOneReplicaAndNoSecondOne() {
    assertThat(new StandbyCheck(options(Map.of()), 1).findings()).isEmpty();
    assertThat(
            new StandbyCheck(options(Map.of("m1bridge.streams.standby-replicas", "1")), 3)
                .findings())
        .isEmpty();
  }

  @Test
  void shouldJudgeByKafkasOwnNamesWhereTheyAreSet() {
    StreamsOptions own =
        options(
            Map.of(
                "m1bridge.streams.standby-replicas", "1",
                "m1bridge.streams.state-dir", "/var/lib/m1",
                "m1bridge.streams.properties.\"num.standby.replicas\"", "0",
                "m1bridge.streams.properties.\"state.dir\"", "/tmp/state"));

    assertThat(new StandbyCheck(own, 2).findings()).hasSize(1);
    assertThat(new StateDirectoryCheck(own, TEMPORARY).findings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/tmp, true",
    "/tmp/m1-bridge, true",
    "/var/../tmp/state, true",
    "/tmpfs/state, false",
    "/var/lib/m1-bridge, false"
  })
  void shouldWantStoresWhereTheyAreKept(String directory, boolean lost) {
    StreamsOptions options = options(Map.of("m1bridge.streams.state-dir", directory));

    assertThat(new StateDirectoryCheck(options, TEMPORARY).findings())
        .hasSize(lost ? 1 : 0)
        .allSatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.SEVERE);
              assertThat(finding.property()).isEqualTo("m1bridge.streams.state-dir");
            });
  }
}
