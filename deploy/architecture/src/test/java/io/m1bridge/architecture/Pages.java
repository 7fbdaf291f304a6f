package io.m1bridge.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages that people read: everything in Markdown that is not built. */
final class Pages {

  private Pages() {}

  static List<Path> below(Path root) throws IOException {
    return files(root, ".md");
  }

  /** What the pages are about. */
  static List<Path> sources(Path root) throws IOException {
    return files(root, ".java");
  }

  private static List<Path> files(Path root, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("node_modules"))
          .toList();
    }
  }
}
