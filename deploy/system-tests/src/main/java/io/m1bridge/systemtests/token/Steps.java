package io.m1bridge.systemtests.token;

import io.m1bridge.process.ProcessFailure;
import io.m1bridge.systemtests.BytemanAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Byteman rules of {@code deaths.btm} for one round: token-service dies at an exact step of one
 * account, without any code for that in the service. Files in the round's directory say what is to
 * happen and prove that it did.
 */
final class Steps {

  private static final String RULES = "deaths.btm";

  private final Path directory;
  private final Path script;

  private Steps(Path directory, Path script) {
    this.directory = directory;
    this.script = script;
  }

  static Steps in(Path directory) {
    Path script = directory.resolve(RULES);
    write(script, rules().replace("@DIR@", directory.toString()));
    return new Steps(directory, script);
  }

  static String rules() {
    try (InputStream rules = Steps.class.getResourceAsStream(RULES)) {
      if (rules == null) {
        throw new ProcessFailure(RULES + " is missing");
      }
      return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JVM option that loads the rules into a service. */
  String agent() {
    return BytemanAgent.option(script);
  }

  /** From now on this generation of the account's tokens is due. */
  void go(String account, long generation) {
    write(directory.resolve("go-" + account + "." + generation), "");
  }

  /** Whether a replica came to the account's step, and died or waits there. */
  boolean isHit(String account) {
    return Files.exists(directory.resolve("hit-" + account));
  }

  /** Whether new tokens are young, as in life, or due at once. */
  void freshTokens(boolean young) {
    Path file = directory.resolve("fresh-tokens");
    try {
      if (young) {
        write(file, "");
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
