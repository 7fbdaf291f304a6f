package io.m1bridge.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this very process, where Linux tells it. */
final class OwnMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String KEY = "VmRSS:";
  private static final long KIB = 1024;

  private OwnMemory() {}

  /** Bytes; 0 where it is not told. */
  static long residentBytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(KEY))
          .findFirst()
          .map(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
          .orElse(0L);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + STATUS, e);
    }
  }
}
