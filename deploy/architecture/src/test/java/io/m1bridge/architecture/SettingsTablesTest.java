package io.m1bridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents say of settings is what the services read, and nothing is left out. */
class SettingsTablesTest {

  private static final int LEAST_SETTINGS = 100;

  /** A name, then others in short: {@code `m1bridge.m1.auth-url`, `.url`}. */
  private static final Pattern NAME =
      Pattern.compile("(m1bridge(?:\\.[a-zA-Z0-9<>*\"-]+)+)|`(\\.[a-z0-9-]+)`");

  private static final Set<Setting> SETTINGS = new TreeSet<>();
  private static final List<Mention> MENTIONS = new ArrayList<>();

  /**
   * @param where file and line
   * @param isRow whether it stands in a table of settings: elsewhere it may be a metric
   */
  private record Mention(String name, String where, boolean isRow) {}

  @BeforeAll
  static void read() throws IOException {
    SETTINGS.addAll(Settings.all());
    for (Path page : Pages.below(Modules.ROOT)) {
      // What was, and why, names settings that are gone.
      if (!page.endsWith("CHANGELOG.md") && !page.endsWith("docs/rationale.md")) {
        mentions(page);
      }
    }
  }

  private static void mentions(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String full = null;
      boolean isRow = lines.get(i).startsWith("| `m1bridge.");
      Matcher names = NAME.matcher(lines.get(i));
      while (names.find()) {
        if (names.group(1) != null) {
          full = names.group(1);
        }
        if (full != null) {
          String name =
              names.group(2) == null
                  ? full
                  : full.substring(0, full.lastIndexOf('.')) + names.group(2);
          MENTIONS.add(new Mention(name, Modules.ROOT.relativize(file) + ":" + (i + 1), isRow));
        }
      }
    }
  }

  @Test
  void shouldFindTheSettings() {
    assertThat(SETTINGS).hasSizeGreaterThan(LEAST_SETTINGS);
  }

  @Test
  void shouldDocumentEverySetting() {
    assertThat(SETTINGS)
        .filteredOn(setting -> MENTIONS.stream().noneMatch(m -> setting.isNamedBy(m.name())))
        .as("settings that no README or manual names")
        .isEmpty();
  }

  @Test
  void shouldDocumentNoSettingThatIsGone() {
    Set<String> prefixes = new TreeSet<>();
    SETTINGS.forEach(setting -> prefixes.add(setting.prefix()));
    assertThat(MENTIONS)
        .filteredOn(Mention::isRow)
        .filteredOn(m -> prefixes.stream().anyMatch(p -> m.name().startsWith(p + ".")))
        .filteredOn(m -> SETTINGS.stream().noneMatch(setting -> setting.isMeantBy(m.name())))
        .as("settings in tables that no service reads")
        .isEmpty();
  }
}
