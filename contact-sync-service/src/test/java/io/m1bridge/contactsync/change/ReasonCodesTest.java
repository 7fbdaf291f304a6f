package io.m1bridge.contactsync.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever finds a dead letter finds its code in {@code docs/reason-codes.md}. */
class ReasonCodesTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+-[a-z0-9-]+)` \\|");

  /** A code is followed by its advice, a sentence, or stands first in a cause. */
  private static final Pattern CODE =
      Pattern.compile(
          "[cC]ause\\(\\s*\"([a-z0-9]+(?:-[a-z0-9]+)+)\""
              + "|\"([a-z0-9]+(?:-[a-z0-9]+)+)\",\\s*\"[A-Z][^\"]* ");

  @Test
  void shouldDocumentEveryCodeAndNoOther() throws IOException {
    Set<String> documented =
        found(ROW, Files.readString(Path.of("..", "docs", "reason-codes.md")), new TreeSet<>());
    Set<String> used = new TreeSet<>(Arrays.stream(Reason.values()).map(Reason::code).toList());
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          // Problems of REST calls, of prices, and what is not delivered yet, are no dead letters.
          .filter(file -> !file.getParent().endsWith("web"))
          .filter(file -> !file.getParent().endsWith("price"))
          .filter(file -> !file.getParent().endsWith("undelivered"))
          .forEach(file -> found(CODE, text(file), used));
    }

    assertThat(used).contains("contact-unknown", "m1-refused", "too-many-labels");
    assertThat(documented).isEqualTo(used);
  }

  /** A code that no test names may be said of the wrong thing, or of nothing. */
  @Test
  void shouldBeNamedByATestEach() throws IOException {
    Set<String> untried =
        found(ROW, Files.readString(Path.of("..", "docs", "reason-codes.md")), new TreeSet<>());
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("ReasonCodesTest.java"))
          .map(ReasonCodesTest::text)
          .forEach(test -> untried.removeIf(test::contains));
    }

    assertThat(untried).isEmpty();
  }

  private static Set<String> found(Pattern pattern, String text, Set<String> codes) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      codes.add(
          matcher.groupCount() == 1 || matcher.group(1) != null
              ? matcher.group(1)
              : matcher.group(2));
    }
    return codes;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
