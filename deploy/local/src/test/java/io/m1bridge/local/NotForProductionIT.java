package io.m1bridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each service, as it is packaged, asks its checks before anything else begins: what is wrong in
 * production ends the start with all of it named. And its log is JSON where that is asked for.
 */
class NotForProductionIT {

  @ParameterizedTest
  @CsvSource({
    "token-service, m1bridge.ui.token m1bridge.token.callers.contact-sync.accounts"
        + " m1bridge.topics.replication-factor",
    "contact-sync-service, m1bridge.ui.token m1bridge.streams.state-dir"
        + " m1bridge.streams.standby-replicas m1bridge.topics.replication-factor",
    "edm-event-service, m1bridge.ui.token m1bridge.streams.state-dir"
        + " m1bridge.streams.standby-replicas m1bridge.topics.replication-factor"
  })
  void shouldRefuseToStartAndNameEverySetting(String service, String settings) throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    try (LocalProcesses processes =
        LocalProcesses.in(Files.createTempDirectory(target, "not-for-production-"))) {
      ServiceProcess process =
          processes.start(
              JvmCommand.ofJar(service, ServiceJar.locate(service))
                  .withJvmOptions("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                  .withEnv("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                  .withEnv("M1_API_URL", "http://m1.example/v2")
                  .withEnv("M1BRIDGE_LOG_JSON", true)
                  .withEnv("M1BRIDGE_PRODUCTION_ACCEPTED", "nothing")
                  .withSystemProperty("m1bridge.production.replicas", 3)
                  .withSystemProperty("m1bridge.topics.replication-factor", 1));

      assertThat(process.awaitExit(Duration.ofSeconds(60))).isNotZero();

      List<JsonNode> lines = lines(process);
      assertThat(lines)
          .as("a warning with its keys")
          .anySatisfy(
              line ->
                  assertThat(line.at("/mdc/setting").asText())
                      .isEqualTo("m1bridge.m1.allow-insecure"));
      assertThat(lines)
          .as("the refusal")
          .anySatisfy(
              line ->
                  assertThat(line.toString())
                      .contains("Not fit for production")
                      .contains(settings.split(" ")));
    }
  }

  /** Every line of the log is one JSON object. */
  private static List<JsonNode> lines(ServiceProcess process) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(process.logFile())) {
      lines.add(json.readTree(line));
    }
    return lines;
  }
}
