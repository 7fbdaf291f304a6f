package io.m1bridge.contactsync.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual says which letters can be replayed. */
class ReplayableTest {

  private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");

  @Test
  void shouldBeAsTheManualSays() throws IOException {
    String manual = Files.readString(Path.of("../docs/reason-codes.md"));
    int begin = manual.indexOf("## Which can be replayed");
    String section = manual.substring(begin, manual.indexOf("\n## ", begin + 1));
    Set<String> told = new TreeSet<>();
    Matcher codes = CODE.matcher(section);
    while (codes.find()) {
      told.add(codes.group(1));
    }

    assertThat(told).isEqualTo(new TreeSet<>(Replayable.REASONS));
    assertThat(told).allSatisfy(code -> assertThat(manual).contains("| `" + code + "` |"));
  }
}
