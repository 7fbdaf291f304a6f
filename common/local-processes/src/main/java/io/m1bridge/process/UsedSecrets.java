package io.m1bridge.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every secret that a test build uses, so that the scan at its end can look for them in
 * everything that was logged. Does nothing unless the build says where, by an environment variable
 * that all its children inherit.
 */
public final class UsedSecrets {

  /** The directory, set by the build for tests. */
  public static final String DIRECTORY_VARIABLE = "M1BRIDGE_SECRETS_USED";

  private UsedSecrets() {}

  /**
   * Keeps a secret.
   *
   * @param kind a word for it, such as {@code caller-jwt}
   */
  public static void note(String kind, String secret) {
    @Nullable String directory = System.getenv(DIRECTORY_VARIABLE);
    if (directory == null || directory.isBlank()) {
      return;
    }
    Path file = Path.of(directory, ProcessHandle.current().pid() + ".secrets");
    String line = kind + "\t" + secret.replaceAll("\\s+", " ").strip() + "\n";
    try {
      synchronized (UsedSecrets.class) {
        Files.createDirectories(Path.of(directory));
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a secret for the scan in " + file, e);
    }
  }

  /** Keeps those of a child's variables whose names say that they are secrets. */
  static void noteThoseOf(Map<String, String> env) {
    env.forEach(
        (name, value) -> {
          if (name.endsWith("_TOKEN") || name.endsWith("_SECRET") || name.endsWith("_KEYSET")) {
            note(name.toLowerCase(Locale.ROOT).replace("m1bridge_", "").replace('_', '-'), value);
          }
        });
  }
}
