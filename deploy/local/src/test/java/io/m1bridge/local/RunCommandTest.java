package io.m1bridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.local.options.RunOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunCommandTest {
  private final List<RunOptions> runs = new ArrayList<>();
  private final StringWriter printed = new StringWriter();

  @Test
  void shouldRunWithTheDocumentedDefaults() {
    assertThat(execute("--once")).isZero();

    RunOptions options = runs.get(0);
    assertThat(options.once()).isTrue();
    assertThat(options.contacts()).isEqualTo(2_000);
    assertThat(options.changes()).isEqualTo(10_000);
    assertThat(options.campaigns()).isEqualTo(3);
    assertThat(options.recipients()).isEqualTo(1_000);
    assertThat(options.deadline()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.m1()).isEmpty();
    assertThat(options.kafka()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--json",
        "--once --contacts 0",
        "--once --contacts 10 --changes 9",
        "--once --contacts many",
        "--kafka nowhere",
        "--client-id x",
        "--client-id x --m1-api-url http://a --m1-auth-url http://b --m1-plan free",
        "--unknown",
        "--containers podman",
        "--containers lxc --kafka localhost:9092",
        "--mapping pom.xml",
        "--once --mapping pom.xml --input rows.ndjson",
        "--mapping nowhere.yaml --input rows.ndjson",
        "--once --recipients 0"
      })
  void shouldEndWithTwoOnWrongUsage(String line) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(runs).isEmpty();
    assertThat(printed.toString()).isNotBlank();
  }

  @Test
  void shouldTakeTheSecretFromTheEnvironmentOnly() {
    String[] line = {
      "--client-id", "me", "--m1-api-url", "http://m1.test/v2", "--m1-auth-url", "http://auth.test"
    };
    assertThat(execute(line)).isEqualTo(2);
    assertThat(printed.toString()).contains("M1_CLIENT_SECRET");

    assertThat(execute(Map.of("M1_CLIENT_SECRET", "s3cret"), line)).isZero();
    assertThat(runs.get(0).m1())
        .isEqualTo(
            Optional.of(
                new RunOptions.M1Access(
                    URI.create("http://m1.test/v2"),
                    URI.create("http://auth.test"),
                    "me",
                    "s3cret",
                    "gold")));
    assertThat(runs.get(0).toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldExplainItself() {
    assertThat(execute("--help")).isZero();
    assertThat(printed.toString())
        .contains("--once", "--input", "--kafka", "--m1-api-url", "Examples:", "Exit codes:");
  }

  private int execute(String... line) {
    return execute(Map.of(), line);
  }

  private int execute(Map<String, String> environment, String... line) {
    RunCommand command =
        new RunCommand(
            environment,
            options -> {
              runs.add(options);
              return 0;
            });
    return new CommandLine(command)
        .setOut(new PrintWriter(printed))
        .setErr(new PrintWriter(printed))
        .execute(line);
  }
}
