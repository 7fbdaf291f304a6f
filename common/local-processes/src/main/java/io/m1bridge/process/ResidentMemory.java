package io.m1bridge.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Resident memory of a process: from /proc where there is one (Linux), else from {@code ps}. */
final class ResidentMemory {

  private static final String KEY = "VmRSS:";
  private static final long KIB = 1024;

  private ResidentMemory() {}

  static long bytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return KIB * (Files.isReadable(status) ? fromProc(status) : fromPs(pid));
    } catch (NoSuchFileException e) {
      return 0; // it has just ended
    } catch (IOException e) {
      throw new ProcessFailure("Cannot read the memory of process " + pid, e);
    }
  }

  private static long fromProc(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(KEY))
        .findFirst()
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .orElse(0L); // a process that is just ending has no memory any more
  }

  private static long fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String answer =
        new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    return answer.isEmpty() ? 0 : Long.parseLong(answer);
  }
}
