package io.m1bridge.testkit.process;

import io.m1bridge.process.LocalProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Children that all tests of one JVM share; a shutdown hook ends them. Quarkus loads test resources
 * by several class loaders, so what is shared are system properties, not static fields.
 */
final class SharedProcesses {

  private static final String PREFIX = "m1bridge.test.";

  private SharedProcesses() {}

  /**
   * Returns the address of a shared child.
   *
   * @param name of the child; also its directory below {@code target}
   * @param start called once per JVM
   */
  static String address(String name, Function<LocalProcesses, String> start) {
    synchronized (Runtime.getRuntime()) { // the same object for every class loader
      @Nullable String known = System.getProperty(PREFIX + name);
      if (known != null) {
        return known;
      }
      LocalProcesses processes = LocalProcesses.in(emptied(Path.of("target", "test-" + name)));
      try {
        String address = start.apply(processes);
        System.setProperty(PREFIX + name, address);
        return address;
      } catch (RuntimeException e) {
        processes.close();
        throw e;
      }
    }
  }

  /** Data of an earlier run would be found again by the next one; its logs stay until then. */
  private static Path emptied(Path directory) {
    if (!Files.exists(directory)) {
      return directory;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot empty " + directory, e);
    }
  }
}
