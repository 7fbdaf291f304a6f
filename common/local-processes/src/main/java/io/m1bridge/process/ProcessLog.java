package io.m1bridge.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A child's output: one file, appended to over restarts. */
record ProcessLog(Path file) {

  private static final int TAIL_LINES = 40;
  private static final int TAIL_BYTES = 16_384;

  ProcessBuilder.Redirect append() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  /** Returns the end of the log and its path, as the end of an error message. */
  String describe() {
    return ". Log: " + file.toAbsolutePath() + "\n" + tail();
  }

  private String tail() {
    if (!Files.exists(file)) {
      return "(no log)";
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, log.length() - TAIL_BYTES);
      log.seek(from);
      byte[] end = new byte[(int) (log.length() - from)];
      log.readFully(end);
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(the log cannot be read: " + e.getMessage() + ")";
    }
  }
}
