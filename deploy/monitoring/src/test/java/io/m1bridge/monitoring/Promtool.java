package io.m1bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own judge of rules; tests skip, loudly, where there is none. */
final class Promtool {

  private Promtool() {}

  static void accepts(Path directory, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      skip();
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static void skip() {
    String message =
        "SKIPPED: alerts and dashboards were not tried by Prometheus' rules: there is no promtool"
            + " (Debian: apt-get install --no-install-recommends prometheus)";
    System.err.println(message);
    Assumptions.abort(message);
  }
}
