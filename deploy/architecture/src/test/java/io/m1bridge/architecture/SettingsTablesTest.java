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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents say of settings is what the services read, and nothing is left out. */
class SettingsTablesTest {

  private static final int LEAST_SETTINGS = 100;
  private static final int LEAST_DEFAULTS = 60;

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

  private static final List<DocumentedDefault> DEFAULTS = new ArrayList<>();

  /**
   * What a table says.
   *
   * @param where file and line
   */
  private record DocumentedDefault(String name, String value, String where) {}

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
    int defaults = -1;
    for (int i = 0; i < lines.size(); i++) {
      String full = null;
      boolean isRow = lines.get(i).startsWith("| `m1bridge.");
      List<String> cells = cells(lines.get(i));
      if (cells.contains("default")) {
        defaults = cells.indexOf("default");
      } else if (cells.isEmpty()) {
        defaults = -1;
      }
      int before = MENTIONS.size();
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
      if (isRow && defaults >= 0) {
        defaults(
            names(cells.get(0), MENTIONS.subList(before, MENTIONS.size())), cells.get(defaults));
      }
    }
  }

  private static List<String> cells(String line) {
    return line.startsWith("|")
        ? Stream.of(line.substring(1).split("\\|")).map(String::strip).toList()
        : List.of();
  }

  /** Those of the first cell: others are mentioned in the meaning. */
  private static List<Mention> names(String cell, List<Mention> row) {
    return row.subList(0, (int) NAME.matcher(cell).results().count());
  }

  /** A cell has a value for each name, or one that is a list. */
  private static void defaults(List<Mention> names, String cell) {
    List<String> values = names.size() == 1 ? List.of(cell) : List.of(cell.split(", "));
    for (int i = 0; i < names.size(); i++) {
      DEFAULTS.add(
          new DocumentedDefault(
              names.get(i).name(),
              i < values.size() ? values.get(i) : "(no value for each name)",
              names.get(i).where()));
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

  @Test
  void shouldSayTheDefaultThatIsInForce() {
    assertThat(DEFAULTS).hasSizeGreaterThan(LEAST_DEFAULTS);
    List<String> wrong = new ArrayList<>();
    for (DocumentedDefault documented : DEFAULTS) {
      SETTINGS.stream()
          .filter(setting -> setting.name().equals(documented.name()))
          .filter(setting -> setting.value().isPresent())
          .filter(setting -> !isSame(setting.value().get(), documented.value()))
          .forEach(
              setting ->
                  wrong.add(
                      documented.where()
                          + ": "
                          + setting.name()
                          + " is "
                          + setting.value().get()
                          + ", not "
                          + documented.value()));
    }
    assertThat(wrong).as("defaults in tables that are not those of the code").isEmpty();
  }

  private static boolean isSame(String code, String written) {
    return DefaultValue.of(code).equals(DefaultValue.of(written))
        || parts(code).equals(parts(written));
  }

  private static List<String> parts(String list) {
    return Stream.of(list.replace("`", "").split(",")).map(DefaultValue::of).toList();
  }
}
