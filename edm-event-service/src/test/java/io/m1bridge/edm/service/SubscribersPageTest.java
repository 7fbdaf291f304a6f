package io.m1bridge.edm.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java of {@code docs/subscribers.md} is code that a test runs. */
class SubscribersPageTest {

  private static final Pattern PART =
      Pattern.compile("(?s)  // docs: (?:consumer|proof)\n(.*?)\n\n  // docs: end");

  @Test
  void shouldShowTheCodeThatIsRun() throws IOException {
    String page = Files.readString(Path.of("../docs/subscribers.md"));
    String code =
        Files.readString(Path.of("src/test/java/io/m1bridge/edm/service/ExampleSubscriber.java"));
    assertThat(PART.matcher(code).results())
        .hasSize(2)
        .extracting(SubscribersPageTest::text)
        .allMatch(part -> page.contains("```java\n" + part + "\n```"));
  }

  private static String text(MatchResult part) {
    return part.group(1).stripIndent();
  }
}
