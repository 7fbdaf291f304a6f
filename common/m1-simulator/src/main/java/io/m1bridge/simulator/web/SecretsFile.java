package io.m1bridge.simulator.web;

import io.m1bridge.simulator.oauth.SecretsRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One line per secret in a file of this process; nothing is lost when it is killed. */
final class SecretsFile implements SecretsRecord {

  private final Path file;

  SecretsFile(Path directory) {
    this.file = directory.resolve("m1-simulator-" + ProcessHandle.current().pid() + ".secrets");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "m1bridge.simulator.secrets-directory cannot be made: " + directory, e);
    }
  }

  @Override
  public synchronized void note(String kind, String secret) {
    try {
      Files.writeString(
          file, kind + "\t" + secret + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "m1bridge.simulator.secrets-directory cannot be written to: " + file, e);
    }
  }
}
