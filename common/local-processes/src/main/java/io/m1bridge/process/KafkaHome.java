package io.m1bridge.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker's jars are: the build copies them, so that no user of this module has a broker
 * on its own class path.
 */
final class KafkaHome {

  /**
   * System property that names the directory with the broker's jars; default: what the build left
   * in the checkout.
   */
  static final String PROPERTY = "m1bridge.kafka.home";

  private KafkaHome() {}

  /** Returns the child JVM's class path: the broker's jars and this module's own classes. */
  static String classPath() {
    return locate(System.getProperty(PROPERTY)).resolve("*") + File.pathSeparator + ownClasses();
  }

  static Path locate(@Nullable String configured) {
    Path home =
        configured == null
            ? Checkout.root()
                .resolve(Path.of("common", "local-processes", "target", "kafka-broker"))
            : Path.of(configured).toAbsolutePath();
    if (!holdsBroker(home)) {
      throw new ProcessFailure(
          "No Kafka broker in "
              + home
              + ". Build it with: ./mvnw -Dquick -DskipTests -pl common/local-processes -am package (or set the system property "
              + PROPERTY
              + ").");
    }
    return home;
  }

  private static boolean holdsBroker(Path home) {
    if (!Files.isDirectory(home)) {
      return false;
    }
    try (Stream<Path> files = Files.list(home)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("kafka_2.13-"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + home, e);
    }
  }

  private static Path ownClasses() {
    try {
      return Path.of(KafkaHome.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("This module's classes come from no file", e);
    }
  }
}
