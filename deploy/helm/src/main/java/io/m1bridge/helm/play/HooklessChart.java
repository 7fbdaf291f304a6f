package io.m1bridge.helm.play;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** helm-java leaves hooks out of what it renders: a copy of a chart in which they are none. */
public final class HooklessChart {

  private HooklessChart() {}

  /**
   * Copies a chart and what its links lead to.
   *
   * @param to a directory that does not exist yet
   * @return {@code to}
   */
  public static Path copy(Path chart, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(chart, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(chart.relativize(file));
        Files.createDirectories(target.getParent());
        String text = Files.readString(file);
        Files.writeString(target, text.replace("\"helm.sh/hook", "\"was-a-hook/hook"));
      }
    }
    return to;
  }
}
