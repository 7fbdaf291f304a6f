package io.m1bridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The manual names each knob of the M1 simulator, and a test outside the simulator that turns it: a
 * knob that nothing meets through the real client shows nothing.
 */
class KnobsTest {

  private static final Path SIMULATOR = Modules.ROOT.resolve("common/m1-simulator");
  private static final Path MANUAL = Modules.ROOT.resolve("docs/simulator-knobs.md");
  private static final String BEHAVIOUR = "io.m1bridge.simulator.behaviour.Behaviour";

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[^|]*) \\|[^|]*\\|[^|]*\\|([^|]*)\\|$");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @Test
  void shouldNameEveryKnobAndNoOther() throws IOException {
    assertThat(testsByKnob().keySet()).isEqualTo(knobs());
  }

  @Test
  void shouldBeTurnedByATestOutsideTheSimulator() throws IOException {
    Map<String, String> sources = testSources();
    List<String> unused = new ArrayList<>();
    testsByKnob()
        .forEach(
            (knob, tests) -> {
              if (tests.stream().noneMatch(test -> names(sources.getOrDefault(test, ""), knob))) {
                unused.add(knob + " by " + tests);
              }
            });
    assertThat(unused).as("knobs that the tests named for them do not turn").isEmpty();
  }

  /** Whether each part of a knob's name stands in the source as a word. */
  private static boolean names(String source, String knob) {
    return Stream.of(knob.split("\\."))
        .allMatch(part -> Pattern.compile("\\b" + part + "\\b").matcher(source).find());
  }

  private static Set<String> knobs() {
    Set<String> knobs = new TreeSet<>();
    JavaClass behaviour =
        new ClassFileImporter().importPath(SIMULATOR.resolve("target/classes")).get(BEHAVIOUR);
    collect(behaviour, "", knobs);
    return knobs;
  }

  private static void collect(JavaClass part, String path, Set<String> knobs) {
    for (JavaField component : part.getFields()) {
      if (!component.getModifiers().contains(JavaModifier.STATIC)) {
        String name = path + component.getName();
        if (component.getRawType().isRecord()) {
          collect(component.getRawType(), name + ".", knobs);
        } else {
          knobs.add(name);
        }
      }
    }
  }

  /** What the manual's table says. */
  private static Map<String, List<String>> testsByKnob() throws IOException {
    Map<String, List<String>> tests = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(MANUAL));
    while (row.find()) {
      List<String> named = quoted(row.group(2));
      String before = "";
      for (String name : quoted(row.group(1))) {
        // `edm.total.form`, `.cap`: the latter is edm.total.cap.
        String knob =
            name.startsWith(".") ? before.substring(0, before.lastIndexOf('.')) + name : name;
        tests.put(knob, named);
        before = knob;
      }
    }
    return tests;
  }

  private static List<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(name -> name.group(1)).toList();
  }

  /** The tests of all modules but the simulator's, by the names of their classes. */
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Modules.ROOT)) {
      for (Path file :
          files
              .filter(file -> file.toString().endsWith("IT.java"))
              .filter(file -> !file.startsWith(SIMULATOR))
              .toList()) {
        String name = file.getFileName().toString();
        sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
      }
    }
    return sources;
  }
}
