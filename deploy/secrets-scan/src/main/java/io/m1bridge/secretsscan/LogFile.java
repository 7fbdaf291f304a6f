package io.m1bridge.secretsscan;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that was logged.
 *
 * @param kind decides what may stand in it
 */
record LogFile(Path path, Kind kind) {

  /** Where it comes from. */
  enum Kind {
    /** Reports of the test plugins: what test JVMs wrote, and the names of tests. */
    REPORT,
    /** The output of a child process: a service, the simulator, a broker. */
    PROCESS,
    /** What {@code ./run} told the person who started it. */
    TERMINAL
  }

  /** Broker segments and stores have such names as well: digits. */
  private static final Pattern PROCESS_LOG = Pattern.compile("[A-Za-z].*\\.log");

  private static final Pattern REPORT = Pattern.compile(".*\\.(xml|txt|dump|dumpstream)");
  private static final Set<String> REPORTS = Set.of("surefire-reports", "failsafe-reports");
  private static final Set<String> NOT_LOGS =
      Set.of("src", ".git", "classes", "test-classes", "quarkus-app", "lib", "secrets-used");

  /** All of a checkout's build directories. */
  static List<LogFile> below(Path checkout) throws IOException {
    List<LogFile> files = new ArrayList<>();
    Files.walkFileTree(
        checkout,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return NOT_LOGS.contains(name(directory))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (checkout.relativize(file).toString().contains("target/")) {
              add(file, files);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static void add(Path file, List<LogFile> files) {
    String name = name(file);
    if (REPORTS.contains(name(file.getParent())) && REPORT.matcher(name).matches()) {
      files.add(new LogFile(file, Kind.REPORT));
    } else if (PROCESS_LOG.matcher(name).matches()) {
      files.add(new LogFile(file, Kind.PROCESS));
    } else if (name.equals("stdout") || name.equals("stderr")) {
      files.add(new LogFile(file, Kind.TERMINAL));
    }
  }

  private static String name(@Nullable Path path) {
    Path last = path == null ? null : path.getFileName();
    return last == null ? "" : last.toString();
  }
}
