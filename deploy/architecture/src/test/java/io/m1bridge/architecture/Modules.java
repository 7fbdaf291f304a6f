package io.m1bridge.architecture;

import com.tngtech.archunit.ArchConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What was compiled of each module. */
final class Modules {

  static final Path ROOT = Path.of("..", "..");
  private static final int DEPTH = 5;

  private Modules() {}

  /** The directories of our classes. ArchUnit then tells what is not ours by its name alone. */
  static List<Path> classes() throws IOException {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    try (Stream<Path> found =
        Files.find(ROOT, DEPTH, (path, what) -> path.endsWith("target/classes"))) {
      return found.filter(classes -> Files.isDirectory(classes.resolve("io/m1bridge"))).toList();
    }
  }
}
