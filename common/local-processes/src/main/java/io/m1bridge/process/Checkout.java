package io.m1bridge.process;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The root directory of the checkout, found by walking up from the current directory, and what a
 * build leaves in it.
 */
public final class Checkout {

  private static final Path MARK = Path.of("common", "local-processes", "pom.xml");

  private Checkout() {}

  /**
   * Returns the root of the checkout that the current directory is in.
   *
   * @throws ProcessFailure when the current directory is not inside a checkout
   */
  public static Path root() {
    return rootAbove(Path.of("").toAbsolutePath());
  }

  static Path rootAbove(Path start) {
    for (@Nullable Path dir = start; dir != null; dir = dir.getParent()) {
      if (Files.isRegularFile(dir.resolve(MARK))) {
        return dir;
      }
    }
    throw new ProcessFailure(
        "Not inside a checkout of m1-bridge: "
            + start
            + ". Start it from the checkout, or set the system property "
            + KafkaHome.PROPERTY
            + ".");
  }
}
