package io.m1bridge.process;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The root directory of the checkout, found by walking up from the current directory, and what a
 * build leaves in it.
 */
public final class Checkout {

  /**
   * System property that names the root; the scripts set it, so that they may be called from
   * anywhere.
   */
  static final String PROPERTY = "m1bridge.checkout";

  private static final Path MARK = Path.of("common", "local-processes", "pom.xml");

  private Checkout() {}

  /**
   * Returns the root: what the system property {@value #PROPERTY} names, else the checkout that the
   * current directory is in.
   *
   * @throws ProcessFailure when the current directory is not inside a checkout
   */
  public static Path root() {
    @Nullable String configured = System.getProperty(PROPERTY);
    return configured == null
        ? rootAbove(Path.of("").toAbsolutePath())
        : Path.of(configured).toAbsolutePath();
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
            + PROPERTY
            + ".");
  }
}
