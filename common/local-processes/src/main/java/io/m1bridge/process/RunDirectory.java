package io.m1bridge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Data and logs of processes that ended. */
public final class RunDirectory {

  private RunDirectory() {}

  /** Deletes a directory and all below it. */
  public static void delete(Path directory) throws IOException {
    for (Path file : deepestFirst(directory)) {
      Files.delete(file);
    }
  }

  /** Bytes of all files below a directory. */
  public static long bytes(Path directory) throws IOException {
    long sum = 0;
    for (Path file : deepestFirst(directory)) {
      sum += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return sum;
  }

  private static List<Path> deepestFirst(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
