package io.m1bridge.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was compiled of each module. */
final class Modules {

  static final Path ROOT = Path.of("..", "..");
  private static final int DEPTH = 5;

  private static final Map<Path, JavaClasses> IMPORTED = new TreeMap<>();

  private Modules() {}

  /** What was compiled, by the directory that it stands in; read once. */
  static synchronized Map<Path, JavaClasses> imported() {
    if (IMPORTED.isEmpty()) {
      try {
        for (Path classes : classes()) {
          IMPORTED.put(classes, new ClassFileImporter().importPath(classes));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return IMPORTED;
  }

  /** Programs that measure or try the services are bound by less. */
  static Stream<Path> ofTheServices() {
    return imported().keySet().stream()
        .filter(module -> !module.startsWith(ROOT.resolve("deploy")));
  }

  /** The directories of our classes. ArchUnit then tells what is not ours by its name alone. */
  static List<Path> classes() throws IOException {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    try (Stream<Path> found =
        Files.find(ROOT, DEPTH, (path, what) -> path.endsWith("target/classes"))) {
      return found.filter(classes -> Files.isDirectory(classes.resolve("io/m1bridge"))).toList();
    }
  }
}
