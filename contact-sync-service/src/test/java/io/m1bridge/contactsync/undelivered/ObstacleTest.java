package io.m1bridge.contactsync.undelivered;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever finds a contact in the list finds its reason in {@code docs/undelivered.md}. */
class ObstacleTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `[a-z-]+` \\| `([a-z0-9-]+)` \\|");

  @Test
  void shouldDocumentEveryReasonAndNoOther() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "undelivered.md"));
    Set<String> documented =
        ROW.matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented).isEqualTo(new TreeSet<>(Obstacle.reasons()));
  }
}
