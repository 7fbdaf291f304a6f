package io.m1bridge.secretsscan;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One scan of a checkout after a build.
 *
 * @param bytes of all files
 * @param findings {@code file:line: what}, never with the line itself
 */
record Scan(UsedSecrets secrets, List<LogFile> files, long bytes, List<String> findings) {

  /** After so many the rest says nothing new. */
  private static final int MOST_FINDINGS = 50;

  /** {@code area/module/target/secrets-used/file}. */
  private static final int DEPTH_OF_SECRETS = 5;

  static Scan of(Path checkout) throws IOException {
    UsedSecrets secrets = UsedSecrets.read(secretFiles(checkout));
    LineRules rules = new LineRules(new SecretIndex(secrets.kinds()));
    List<LogFile> files = LogFile.below(checkout);
    List<String> findings = new ArrayList<>();
    long bytes = 0;
    for (LogFile file : files) {
      bytes += Files.size(file.path());
      scan(checkout, file, rules, findings);
    }
    return new Scan(secrets, files, bytes, findings);
  }

  private static void scan(Path checkout, LogFile file, LineRules rules, List<String> findings)
      throws IOException {
    // Every byte is a character: logs may hold what is no UTF-8, secrets are ASCII.
    try (BufferedReader lines = Files.newBufferedReader(file.path(), StandardCharsets.ISO_8859_1)) {
      String line;
      int number = 0;
      while ((line = lines.readLine()) != null && findings.size() < MOST_FINDINGS) {
        number++;
        for (String problem : rules.problems(line, file.kind())) {
          findings.add(checkout.relativize(file.path()) + ":" + number + ": " + problem);
        }
      }
    }
  }

  private static List<Path> secretFiles(Path checkout) throws IOException {
    try (Stream<Path> files = Files.walk(checkout, DEPTH_OF_SECRETS)) {
      return files
          .filter(file -> file.toString().contains("target/secrets-used/"))
          .filter(file -> file.toString().endsWith(".secrets"))
          .toList();
    }
  }

  /** Files of this kind whose path contains all of this. */
  long count(LogFile.Kind kind, String... parts) {
    return files.stream()
        .filter(file -> file.kind() == kind)
        .filter(file -> Stream.of(parts).allMatch(file.path().toString()::contains))
        .count();
  }
}
