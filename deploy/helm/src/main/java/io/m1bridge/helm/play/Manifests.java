package io.m1bridge.helm.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Helm rendered, and what of it pods refer to.
 *
 * @param all in the order of the chart
 */
record Manifests(List<JsonNode> all) {

  static final String NAMESPACE = "m1-bridge";

  /** helm-java would take that of its own library, which is long gone. */
  private static final String KUBERNETES = "1.31.0";

  private static final YAMLMapper YAML = new YAMLMapper();

  Manifests {
    all = List.copyOf(all);
  }

  /**
   * Renders a chart.
   *
   * @param chart one without hooks: {@link HooklessChart}
   */
  static Manifests render(Path chart, String release, Map<String, Object> values)
      throws IOException {
    TemplateCommand template =
        new Helm(chart)
            .template()
            .withName(release)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES);
    values.forEach(template::set);
    return read(template.call());
  }

  static Manifests read(String rendered) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (String manifest : rendered.split("(?m)^---\\s*$")) {
      JsonNode node = YAML.readTree(manifest);
      if (node != null && node.hasNonNull("kind")) {
        all.add(node);
      }
    }
    return new Manifests(all);
  }

  List<JsonNode> ofKind(String kind) {
    return all.stream().filter(manifest -> manifest.path("kind").asText().equals(kind)).toList();
  }

  static String name(JsonNode manifest) {
    return manifest.path("metadata").path("name").asText();
  }

  /** The files that a ConfigMap stands for. */
  Map<String, byte[]> configMap(String name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    named("ConfigMap", name)
        .path("data")
        .properties()
        .forEach(
            entry ->
                files.put(
                    entry.getKey(), entry.getValue().asText().getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  /** The files that a Secret stands for. */
  Map<String, byte[]> secret(String name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    named("Secret", name)
        .path("data")
        .properties()
        .forEach(
            entry ->
                files.put(entry.getKey(), Base64.getDecoder().decode(entry.getValue().asText())));
    return files;
  }

  private JsonNode named(String kind, String name) {
    return ofKind(kind).stream()
        .filter(manifest -> name(manifest).equals(name))
        .findFirst()
        .orElseThrow(() -> new PlayFailure("A pod refers to " + kind + " " + name + ": not there"));
  }

  /** As YAML. */
  static String yaml(ObjectNode manifest) {
    try {
      return YAML.writeValueAsString(manifest);
    } catch (IOException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }
}
