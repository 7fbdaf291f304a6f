package io.m1bridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class that nobody reads in one go has more than one job, tests as well. */
class ClassSizeTest {

  private static final int MOST_LINES = 300;
  private static final int LEAST_CLASSES = 1_000;

  @Test
  void shouldHaveNoLongClass() throws IOException {
    List<Path> sources = sources();
    List<String> tooLong = new ArrayList<>();
    for (Path source : sources) {
      try (Stream<String> lines = Files.lines(source)) {
        long count = lines.count();
        if (count > MOST_LINES) {
          tooLong.add(Modules.ROOT.relativize(source) + ": " + count + " lines");
        }
      }
    }

    assertThat(sources).hasSizeGreaterThan(LEAST_CLASSES);
    assertThat(tooLong).as("of at most " + MOST_LINES + " lines").isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Modules.ROOT)) {
      return files
          .filter(file -> file.toString().matches(".*/src/(main|test)/java/.*"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }
}
