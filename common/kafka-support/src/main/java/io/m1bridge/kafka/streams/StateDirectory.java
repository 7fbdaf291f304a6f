package io.m1bridge.kafka.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The directory of the state stores. Kafka Streams makes it itself, but of two applications that
 * start at once in a process with a new volume one fails: {@code File.mkdirs} is false to whoever
 * finds it made in between.
 */
final class StateDirectory {

  private StateDirectory() {}

  /**
   * Makes it where it is missing; also by several threads at once.
   *
   * @param settings of a Streams application
   * @throws IllegalStateException if it cannot be made
   */
  static void make(Properties settings) {
    Path directory = Path.of(settings.getProperty(StreamsConfig.STATE_DIR_CONFIG));
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The state directory "
              + directory
              + " cannot be made: set m1bridge.streams.state-dir to a place that this process may"
              + " write",
          e);
    }
  }
}
