package io.m1bridge.systemtests.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ProgramCommand;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A real one, which reads the services every two seconds and judges the rules every second. */
final class Prometheus {

  /** As long as an alert on a missing service has to hold. */
  private static final Duration MISSED = Duration.ofSeconds(5);

  private static final Duration START = Duration.ofSeconds(60);

  private final URI base;
  private final JsonHttp http = new JsonHttp();

  private Prometheus(URI base) {
    this.base = base;
  }

  /** Whether this machine has one. */
  static boolean isInstalled() {
    try {
      return new ProcessBuilder("prometheus", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Starts it.
   *
   * @param rules alerting rules, YAML
   * @param managementPorts of the services, by their names
   */
  static Prometheus start(
      LocalProcesses processes, String rules, Map<String, Integer> managementPorts)
      throws IOException {
    Path directory = Files.createDirectories(processes.directory().resolve("prometheus"));
    Files.writeString(directory.resolve("alerts.yaml"), rules);
    String targets =
        managementPorts.entrySet().stream()
            .map(
                service ->
                    "      - targets: ['127.0.0.1:%d']\n        labels: {application: %s}\n"
                        .formatted(service.getValue(), service.getKey()))
            .collect(Collectors.joining());
    Path configuration =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s}
            rule_files: [alerts.yaml]
            scrape_configs:
              - job_name: m1-bridge
                metrics_path: /q/metrics
                static_configs:
            """
                + targets);
    int port = FreePort.find();
    ServiceProcess process =
        processes.start(
            new ProgramCommand(
                "prometheus",
                List.of(
                    "prometheus",
                    "--config.file=" + configuration,
                    "--storage.tsdb.path=" + directory.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port)));
    URI base = URI.create("http://127.0.0.1:" + port);
    process.awaitReady(base.resolve("/-/ready"), START);
    return new Prometheus(base);
  }

  /** The alerts that fired between these times, each with when it first did. */
  Map<String, Instant> fired(Instant begin, Instant end) throws IOException {
    Map<String, Instant> first = new TreeMap<>();
    for (JsonNode series : range("ALERTS{alertstate=\"firing\"}", begin, end)) {
      Instant at = Instant.ofEpochSecond(series.path("values").path(0).path(0).asLong());
      first.merge(
          series.path("metric").path("alertname").asText(),
          at,
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return first;
  }

  /**
   * Whether all services answered in time, again and again.
   *
   * @throws ProcessFailure if one did not for as long as it takes to be missed: then nothing can be
   *     said of what fired
   */
  void needsAllAnswers(Instant begin, Instant end) throws IOException {
    String unanswered = "max_over_time(up[%ds]) == 0".formatted(MISSED.toSeconds());
    if (!range(unanswered, begin.plus(MISSED), end).isEmpty()) {
      throw new ProcessFailure(
          "A service that lives did not answer Prometheus for "
              + MISSED.toSeconds()
              + " s: this machine is too busy for the test");
    }
  }

  /** The names of all series that it has read so far. */
  List<String> metrics() throws IOException {
    JsonNode names = get("/api/v1/label/__name__/values").path("data");
    return StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).toList();
  }

  private JsonNode range(String query, Instant begin, Instant end) throws IOException {
    return get("/api/v1/query_range?query="
            + encoded(query)
            + "&start="
            + begin.getEpochSecond()
            + "&end="
            + end.getEpochSecond()
            + "&step=1")
        .path("data")
        .path("result");
  }

  private JsonNode get(String path) throws IOException {
    JsonNode answer = http.get(base.resolve(path)).ok();
    if (!answer.path("status").asText().equals("success")) {
      throw new ProcessFailure("Prometheus did not take " + path + ": " + answer);
    }
    return answer;
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
