package io.m1bridge.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are, and how they are read. */
final class Directories {

  static final Path ROOT = Path.of("..", "..");
  static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");
  static final Path DASHBOARDS = Path.of("dashboards");
  static final Path ALERTS = Path.of("alerts.yaml");

  private Directories() {}

  static List<Path> files(Path directory, String end) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON is read too. */
  static JsonNode yaml(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> alerts() {
    return Stream.of(yaml(ALERTS).get("groups"))
        .flatMap(groups -> Stream.of(elements(groups)))
        .flatMap(group -> Stream.of(elements(group.get("rules"))))
        .toList();
  }

  static JsonNode[] elements(JsonNode array) {
    JsonNode[] elements = new JsonNode[array.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = array.get(i);
    }
    return elements;
  }
}
