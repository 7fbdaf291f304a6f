package io.m1bridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogKeyTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "logging.md");
  private static final Pattern ROW = Pattern.compile("^\\| `([A-Za-z]+)` \\|", Pattern.MULTILINE);

  @Test
  void shouldStandInTheDocument() throws IOException {
    List<String> documented =
        ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();

    assertThat(documented)
        .containsExactlyElementsOf(Stream.of(LogKey.values()).map(LogKey::text).sorted().toList());
  }
}
