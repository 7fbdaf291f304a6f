package io.m1bridge.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.m1bridge.helm.play.HooklessChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart of this module, as Helm renders it. */
final class Chart {

  static final Path DIRECTORY = Path.of("m1-bridge");
  static final Path VALUES = Path.of("values");
  static final String RELEASE = "bridge";
  static final String NAMESPACE = "crm";
  static final String PREFIX = RELEASE + "-m1-bridge";

  /** helm-java would take that of its own library, which is long gone. */
  private static final String KUBERNETES = "1.31.0";

  /** helm-java leaves hooks out: here they are like everything else. */
  private static final Path COPY = withoutHooks();

  /** Many tests look at the same samples. */
  private static final Map<Path, List<String>> RENDERED = new ConcurrentHashMap<>();

  private static final Map<Path, List<HasMetadata>> READ = new ConcurrentHashMap<>();

  private Chart() {}

  private static Path withoutHooks() {
    try {
      Path copy = Files.createTempDirectory(Path.of("target"), "chart").resolve("m1-bridge");
      return HooklessChart.copy(DIRECTORY, copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All sample values, by the names of their files. */
  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(VALUES)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  static LintResult lint() {
    return new Helm(DIRECTORY).lint().strict().call();
  }

  /**
   * @throws RuntimeException with Helm's own message
   */
  static String template(Path values, Map<String, Object> more) {
    TemplateCommand template =
        new Helm(COPY)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(values);
    more.forEach(template::set);
    return template.call();
  }

  /** The manifests of a sample, in the order of the chart. */
  static List<String> manifests(Path values) {
    return RENDERED.computeIfAbsent(values, path -> split(template(path, Map.of())));
  }

  /** The same, read by Kubernetes' model. */
  static List<HasMetadata> render(Path values) {
    return READ.computeIfAbsent(values, path -> read(manifests(path)));
  }

  static List<HasMetadata> render(Path values, Map<String, Object> more) {
    return read(split(template(values, more)));
  }

  private static List<HasMetadata> read(List<String> manifests) {
    return manifests.stream()
        .map(manifest -> Serialization.unmarshal(manifest, HasMetadata.class))
        .toList();
  }

  private static List<String> split(String rendered) {
    return Arrays.stream(rendered.split("(?m)^---\\s*$"))
        .filter(manifest -> manifest.lines().anyMatch(line -> line.startsWith("kind:")))
        .toList();
  }
}
