package io.m1bridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code deploy/images/compose.yaml} says is what the services know, and hardens them. */
class ComposeTest {

  private static final Path IMAGES = Modules.ROOT.resolve("deploy/images");

  /** As in {@code ${KAFKA_BOOTSTRAP_SERVERS:localhost:9092}}, in properties and defaults. */
  private static final Pattern TAKEN = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]");

  /** Ours, by the name of their image. */
  private static final Map<String, Map<String, Object>> SERVICES = new TreeMap<>();

  private static final List<String> MOUNTED = new ArrayList<>();
  private static final Set<String> KNOWN = new TreeSet<>();
  private static final Set<String> BEGINNINGS = new TreeSet<>();

  @BeforeAll
  static void read() throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    Map<String, Map<String, Map<String, Object>>> compose;
    try (Reader reader = Files.newBufferedReader(IMAGES.resolve("compose.yaml"))) {
      compose = new Yaml(new SafeConstructor(strict)).load(reader);
    }
    compose
        .get("services")
        .values()
        .forEach(
            service -> {
              String image = (String) service.get("image");
              ((List<?>) service.getOrDefault("volumes", List.of()))
                  .forEach(volume -> MOUNTED.add(volume.toString().split(":")[0]));
              if (image.startsWith("m1-bridge/")) {
                SERVICES.put(image.substring("m1-bridge/".length(), image.indexOf(':')), service);
              }
            });
    for (Setting setting : Settings.all()) {
      if (setting.open()) {
        BEGINNINGS.add(variable(setting.name()) + "_");
      } else {
        KNOWN.add(variable(setting.name()));
      }
    }
    try (Stream<Path> files = Files.walk(Modules.ROOT)) {
      for (Path file : files.filter(ComposeTest::takesVariables).toList()) {
        TAKEN.matcher(Files.readString(file)).results().map(m -> m.group(1)).forEach(KNOWN::add);
      }
    }
  }

  private static boolean takesVariables(Path file) {
    String path = file.toString();
    return path.contains("/src/main/") && (path.endsWith(".properties") || path.endsWith(".java"));
  }

  private static String variable(String setting) {
    return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  @Test
  void shouldRunEveryImage() {
    assertThat(SERVICES.keySet())
        .containsExactly(
            "contact-sync-service", "edm-event-service", "m1-simulator", "token-service");
  }

  @Test
  void shouldSetOnlyVariablesThatTheServicesRead() {
    List<String> unknown = new ArrayList<>();
    SERVICES.forEach(
        (image, service) ->
            environment(service).keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .filter(name -> BEGINNINGS.stream().noneMatch(name::startsWith))
                .forEach(name -> unknown.add(image + ": " + name)));

    assertThat(unknown).as("variables that no setting answers to").isEmpty();
    assertThat(environment(SERVICES.get("token-service"))).hasSizeGreaterThan(10);
  }

  @Test
  void shouldGiveNoServiceMoreThanItNeeds() {
    SERVICES.forEach(
        (image, service) ->
            assertThat(service)
                .as(image)
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsEntry("tmpfs", List.of("/tmp:noexec,nosuid,nodev,size=64m"))
                .containsKey("mem_limit")
                .doesNotContainKeys("privileged", "cap_add", "user"));
  }

  @Test
  void shouldPublishOnTheLoopbackAddressOnly() {
    assertThat((List<?>) SERVICES.get("m1-simulator").get("ports"))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
  }

  @Test
  void shouldMountOnlyFilesThatAreThere() {
    assertThat(MOUNTED)
        .filteredOn(source -> source.startsWith("./") || source.endsWith(".yaml"))
        .hasSizeGreaterThan(2)
        .allSatisfy(source -> assertThat(IMAGES.resolve(source)).exists());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> environment(Map<String, Object> service) {
    return (Map<String, Object>) service.getOrDefault("environment", Map.of());
  }
}
