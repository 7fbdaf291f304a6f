package io.m1bridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCommandTest {

  @Test
  void shouldKeepEnvironmentValuesOutOfItsText() {
    JvmCommand command =
        JvmCommand.ofJar("token-service", Path.of("app.jar")).withEnv("M1_CLIENT_SECRET", "hush");

    assertThat(command.toString()).contains("M1_CLIENT_SECRET").doesNotContain("hush");
    assertThat(command.commandLine()).noneMatch(part -> part.contains("hush"));
  }

  @Test
  void shouldPutOptionsBeforeTargetAndArgumentsBehind() {
    JvmCommand command =
        JvmCommand.ofJar("svc", Path.of("app.jar"))
            .withJvmOptions("-Xmx1g")
            .withSystemProperty("a", 1)
            .withArguments("x", "y");

    assertThat(command.commandLine()).endsWith("-Xmx1g", "-Da=1", "-jar", "app.jar", "x", "y");
  }

  @Test
  void shouldTellServicesThatTheyAreNoProduction() {
    assertThat(JvmCommand.ofJar("svc", Path.of("app.jar")).withEnv("A", 1).env())
        .containsEntry("M1BRIDGE_PRODUCTION_ACCEPTED", "*");
  }

  @Test
  void shouldRunWhatALinkNamesAtEachStart(@TempDir Path directory) throws IOException {
    Path before = Files.createFile(directory.resolve("before.jar")).toRealPath();
    Path after = Files.createFile(directory.resolve("after.jar")).toRealPath();
    Path link = Files.createSymbolicLink(directory.resolve("app.jar"), before);
    JvmCommand command = JvmCommand.ofJar("svc", link);

    assertThat(command.commandLine()).endsWith("-jar", before.toString());
    Files.delete(link);
    Files.createSymbolicLink(link, after);
    assertThat(command.commandLine()).endsWith("-jar", after.toString());
  }
}
