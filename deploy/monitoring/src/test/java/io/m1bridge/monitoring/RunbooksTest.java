package io.m1bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is woken by an alert finds out what to do. */
class RunbooksTest {

  private static final Pattern HEADING = Pattern.compile("(?m)^#+ .*$");
  private static final Pattern PART = Pattern.compile("(?m)^## .*$\\s+\\S");

  static Stream<JsonNode> alerts() {
    return Directories.alerts().stream();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void shouldSayWhatAnAlertMeansAndWhatToDo(JsonNode alert) throws IOException {
    String name = alert.get("alert").asText();
    String page = "docs/runbooks/" + name + ".md";

    assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo(page);
    assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
    assertThat(alert.at("/annotations/description").asText()).isNotBlank();
    assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
    String text = Files.readString(Directories.ROOT.resolve(page));
    assertThat(HEADING.matcher(text).results().map(MatchResult::group))
        .containsExactly("# " + name, "## What it means", "## What to look at", "## What to do");
    assertThat(PART.matcher(text).results().map(MatchResult::group))
        .as("parts with something in them")
        .noneMatch(part -> part.endsWith("#"))
        .hasSize(3);
  }

  @Test
  void shouldBeOfAnAlertAndInTheListOfManuals() throws IOException {
    Set<String> alerts = alerts().map(a -> a.get("alert").asText()).collect(Collectors.toSet());
    List<String> runbooks =
        Directories.files(Directories.RUNBOOKS, ".md").stream()
            .map(file -> file.getFileName().toString().replace(".md", ""))
            .toList();

    assertThat(runbooks).containsExactlyInAnyOrderElementsOf(alerts);
    String manuals = Files.readString(Directories.ROOT.resolve("docs/README.md"));
    for (String runbook : runbooks) {
      assertThat(manuals).contains("[" + runbook + "](runbooks/" + runbook + ".md)");
    }
  }

  @Test
  void shouldNameDashboardsThatAreThere() throws IOException {
    Set<String> titles =
        DashboardsTest.dashboards()
            .map(file -> Directories.yaml(file).get("title").asText().replace("m1-bridge: ", ""))
            .collect(Collectors.toSet());
    Pattern named = Pattern.compile("Dashboard \"([^\"]+)\"");

    for (Path runbook : Directories.files(Directories.RUNBOOKS, ".md")) {
      assertThat(
              named
                  .matcher(Files.readString(runbook))
                  .results()
                  .map(dashboard -> dashboard.group(1)))
          .as(runbook.toString())
          .isSubsetOf(titles);
    }
  }
}
