package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package that {@code deploy/release/chart} makes is the chart, for Helm. */
class ReleaseChartTest {

  private static final Path SCRIPT = Path.of("../release/chart");
  private static final String EPOCH = "1760000000";

  @TempDir Path directory;

  @BeforeAll
  static void needsGnuTar() throws Exception {
    assumeThat(said("tar", "--version"))
        .as("SKIPPED: deploy/release/chart needs GNU tar")
        .contains("GNU tar");
  }

  @Test
  void shouldRenderAsTheDirectoryDoes() throws Exception {
    assertThat(rendered(packed(directory))).isEqualTo(rendered(Chart.DIRECTORY));
  }

  @Test
  void shouldHaveWhatTheLinksLeadToAndBeginWithTheChart() throws Exception {
    assertThat(said("tar", "-tzf", packed(directory).toString()).lines())
        .startsWith("m1-bridge/Chart.yaml")
        .contains(
            "m1-bridge/.helmignore",
            "m1-bridge/values.schema.json",
            "m1-bridge/files/alerts.yaml",
            "m1-bridge/files/acls/token-service.acl")
        .allMatch(name -> name.startsWith("m1-bridge/"));
    assertThat(said("tar", "-tvzf", packed(directory).toString()).lines())
        .as("regular files only")
        .allMatch(line -> line.startsWith("-rw-r--r-- 0/0"));
  }

  @Test
  void shouldBeTheSameEachTime() throws Exception {
    Path first = Files.createDirectory(directory.resolve("first"));
    Path second = Files.createDirectory(directory.resolve("second"));

    assertThat(packed(first)).hasSameBinaryContentAs(packed(second));
  }

  private static Path packed(Path directory) throws Exception {
    return directory.resolve(said(SCRIPT.toString(), directory.toString()).strip());
  }

  private static String rendered(Path chart) {
    return new Helm(chart)
        .template()
        .withName("bridge")
        .withKubeVersion("1.31.0")
        .withValuesFile(Chart.VALUES.resolve("production.yaml"))
        .call();
  }

  private static String said(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOURCE_DATE_EPOCH", EPOCH);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
