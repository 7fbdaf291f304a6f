package io.m1bridge.systemtests;

import io.m1bridge.process.ProcessFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Builds of other commits of this repository, made once and kept below {@code target}. */
final class Builds {

  static final List<String> SERVICES =
      List.of("token-service", "contact-sync-service", "edm-event-service");

  private static final long BUILD_WITHIN_MINUTES = 30;

  private final Path checkout;

  Builds(Path checkout) {
    this.checkout = checkout;
  }

  /**
   * The commit that a name stands for.
   *
   * @throws ProcessFailure if there is none of that name
   */
  String commit(String name) throws IOException, InterruptedException {
    return run(checkout, List.of("git", "rev-parse", "--verify", "--quiet", name + "^{commit}"))
        .strip();
  }

  /**
   * The name of the last release.
   *
   * @throws ProcessFailure if there is none
   */
  String lastRelease() throws IOException, InterruptedException {
    return run(checkout, List.of("git", "describe", "--tags", "--abbrev=0")).strip();
  }

  /** A checkout of this commit whose services are built. */
  Path of(String commit) throws IOException, InterruptedException {
    Path directory = checkout.resolve("deploy/system-tests/target/builds").resolve(commit);
    Path done = directory.resolve("target-is-built");
    if (Files.exists(done)) {
      return directory;
    }
    if (!Files.exists(directory)) {
      Files.createDirectories(directory.getParent());
      run(
          checkout,
          List.of(
              "git", "clone", "--quiet", "--shared", ".", directory.toAbsolutePath().toString()));
    }
    run(directory, List.of("git", "checkout", "--quiet", commit));
    List<String> maven =
        new ArrayList<>(
            List.of("./mvnw", "-B", "-q", "-Dquick", "-DskipTests", "-am", "package", "-pl"));
    maven.add(String.join(",", SERVICES));
    run(directory, maven);
    Files.createFile(done);
    return directory;
  }

  private static String run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("m1bridge-build-", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(BUILD_WITHIN_MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      String said = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        throw new ProcessFailure(String.join(" ", command) + " failed: " + said);
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }
}
