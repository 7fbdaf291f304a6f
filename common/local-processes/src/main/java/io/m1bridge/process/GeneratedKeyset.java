package io.m1bridge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A keyset for token-service, made as its README says. */
public final class GeneratedKeyset {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private GeneratedKeyset() {}

  /**
   * Has token-service make a keyset, once per directory of processes.
   *
   * @return {@code keyset.json} in the directory of the processes, absolute
   * @throws ProcessFailure when token-service is not built, or makes none
   */
  public static Path in(LocalProcesses processes) {
    ServiceProcess generator =
        processes.start(
            JvmCommand.ofJar("generate-keyset", ServiceJar.locate("token-service"))
                .withArguments("--generate-keyset"));
    int exit = generator.awaitExit(PATIENCE);
    if (exit != 0) {
      throw new ProcessFailure(
          "--generate-keyset ended with exit code " + exit + ", log " + generator.logFile());
    }
    try {
      String printed = Files.readString(generator.logFile());
      // What it prints is the key itself: nothing that may stay beside the logs.
      Files.delete(generator.logFile());
      String keyset = printed.substring(printed.indexOf('{'));
      UsedSecrets.note("keyset", keyset);
      return Files.writeString(processes.directory().resolve("keyset.json"), keyset);
    } catch (IOException e) {
      throw new ProcessFailure("The keyset cannot be kept in " + processes.directory(), e);
    }
  }
}
