package io.m1bridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerCommandTest {
  private static final JvmCommand JVM =
      JvmCommand.ofJar("token-service", Path.of("app.jar"))
          .withSystemProperty("m1bridge.b", "two words")
          .withSystemProperty("m1bridge.a", 1)
          .withEnv("M1BRIDGE_UI_TOKEN", "hush");

  private static final ContainerCommand COMMAND =
      ContainerCommand.of(
          JVM, "podman", "one", List.of("--read-only"), "m1-bridge/token-service:1");

  @Test
  void shouldHandSecretsOverByTheEnginesEnvironmentOnly() {
    assertThat(COMMAND.commandLine())
        .containsSubsequence("--env", "M1BRIDGE_UI_TOKEN")
        .noneMatch(part -> part.contains("hush"));
    assertThat(COMMAND.env()).containsEntry("M1BRIDGE_UI_TOKEN", "hush");
    assertThat(COMMAND.toString()).contains("M1BRIDGE_UI_TOKEN").doesNotContain("hush");
  }

  @Test
  void shouldTellTheJvmItsProperties() {
    assertThat(COMMAND.env())
        .containsEntry("JAVA_TOOL_OPTIONS", "\"-Dm1bridge.a=1\" \"-Dm1bridge.b=two words\"");
  }

  @Test
  void shouldRunTheImageThatIsThere() {
    assertThat(COMMAND.commandLine())
        .startsWith("podman", "run", "--rm", "--pull=never", "--name", "one", "--read-only")
        .endsWith("m1-bridge/token-service:1");
  }
}
