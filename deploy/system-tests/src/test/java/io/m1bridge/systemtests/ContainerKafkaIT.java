package io.m1bridge.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The whole path, CRM changes in and engagement out, over a Kafka from a container instead of our
 * child JVMs.
 */
class ContainerKafkaIT {

  /** Names another image that behaves as {@code apache/kafka}. */
  private static final String IMAGE_PROPERTY = "m1bridge.kafka.image";

  /**
   * Kafka's own, and what {@code deploy/system-tests/kafka-image/build} makes where no registry is.
   */
  private static final List<String> IMAGES =
      List.of("apache/kafka:4.4.0", "m1-bridge/kafka-local:4.4.0");

  @TempDir Path directory;

  @Test
  void shouldKeepCrmAndM1InStepOverKafkaFromContainer() throws InterruptedException {
    String image = requireImage();
    try (KafkaContainer kafka =
            new KafkaContainer(
                DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
        LocalProcesses processes = LocalProcesses.in(directory)) {
      kafka.start();
      ServiceProcess run =
          RunOnceProcess.start(
              processes,
              List.of(
                  "--kafka",
                  kafka.getBootstrapServers(),
                  "--contacts",
                  "50",
                  "--changes",
                  "200",
                  "--campaigns",
                  "1",
                  "--recipients",
                  "20"));

      int exit = run.awaitExit(Duration.ofMinutes(5));

      assertThat(RunOnceProcess.figures(run).path("mismatches").asInt(-1))
          .as(() -> "log: " + run.logFile())
          .isZero();
      assertThat(exit).isZero();
    }
  }

  /**
   * Asked of Docker itself: Testcontainers would try for minutes to pull an image that cannot be
   * had.
   */
  private static String requireImage() throws InterruptedException {
    String named = System.getProperty(IMAGE_PROPERTY, "");
    List<String> candidates = named.isEmpty() ? IMAGES : List.of(named);
    if (!docker("version")) {
      skip("no Docker engine answers");
    }
    for (String image : candidates) {
      if (docker("image", "inspect", image)) {
        return image;
      }
    }
    skip(
        "Docker has none of the images "
            + candidates
            + ": docker pull "
            + candidates.get(0)
            + ", or deploy/system-tests/kafka-image/build, or name another by -D"
            + IMAGE_PROPERTY
            + "=IMAGE");
    throw new AssertionError("skipped");
  }

  private static boolean docker(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no docker command at all
    }
  }

  private static void skip(String reason) {
    String message = "SKIPPED: the end-to-end test with Kafka from a container: " + reason;
    System.err.println(message);
    abort(message);
  }
}
