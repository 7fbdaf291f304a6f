package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart has from elsewhere is what stands there. */
class OneSourceTest {

  private static final Path DEPLOY = Path.of("..");
  private static final Path STRIMZI = Chart.VALUES.resolve("strimzi.yaml");
  private static final Path PRODUCTION = Chart.VALUES.resolve("production.yaml");

  @Test
  void shouldMakeTheTopicsThatTheServicesExpect() throws IllegalAccessException {
    Map<String, String> expected = new TreeMap<>();
    for (Field field : Topics.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == TopicSpec.class) {
        TopicSpec topic = (TopicSpec) field.get(null);
        expected.put(topic.name(), topic.partitions() + " " + new TreeMap<>(topic.config()));
      }
    }

    Map<String, String> made = new TreeMap<>();
    for (JsonNode topic : specs(STRIMZI, Map.of(), "KafkaTopic")) {
      Map<String, String> config = new TreeMap<>();
      topic
          .get("config")
          .fields()
          .forEachRemaining(e -> config.put(e.getKey(), e.getValue().asText()));
      made.put(topic.get("topicName").asText(), topic.get("partitions") + " " + config);
    }

    assertThat(made).isEqualTo(expected).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"token-service", "contact-sync", "edm-event"})
  void shouldGiveUsersTheLeastRights(String user) throws IOException {
    String file = user.endsWith("-service") ? user : user + "-service";

    assertThat(acls(user, Map.of())).isEqualTo(lines(file));
  }

  @Test
  void shouldFollowRenamedTopicsAndFurtherSources() throws IOException {
    Set<String> acls =
        acls(
            "contact-sync",
            Map.of(
                "topics.names.contact-sync\\.results", "crm.results",
                "contactSync.sources.cdc\\.customers", "format: json"));

    Set<String> expected = lines("contact-sync-service");
    expected.remove("Write topic contact-sync.results");
    expected.add("Write topic crm.results");
    expected.add("DescribeConfigs topic crm.results");
    expected.add("Create topic crm.results");
    expected.add("Read topic cdc.customers");
    expected.add("DescribeConfigs topic cdc.customers");
    assertThat(acls).isEqualTo(expected);
  }

  @Test
  void shouldMakeTopicsOfSingleActionsAndLetThemBeWritten() throws IOException {
    Map<String, Object> more =
        Map.of(
            "edmEvent.settings.m1bridge\\.edm\\.type-topics", "opened,clicked",
            "edmEvent.settings.m1bridge\\.edm\\.recipients\\.key", "hmac");

    Set<String> expected = lines("edm-event-service");
    expected.add("Write topic edm.engagement.opened");
    expected.add("Write topic edm.engagement.clicked");
    expected.add("Read group edm-event-tables-2-by-address");
    assertThat(acls("edm-event", more)).isEqualTo(expected);
    TopicSpec opened = Topics.engagementOf(Action.OPENED);
    assertThat(specs(STRIMZI, more, "KafkaTopic"))
        .filteredOn(topic -> topic.get("topicName").asText().equals(opened.name()))
        .singleElement()
        .satisfies(
            topic ->
                assertThat(topic.get("config"))
                    .isEqualTo(Serialization.jsonMapper().valueToTree(opened.config())));
  }

  private static Set<String> lines(String file) throws IOException {
    return Files.readAllLines(DEPLOY.resolve("kafka/acls").resolve(file + ".acl")).stream()
        .map(line -> line.replaceAll("#.*", "").strip().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> acls(String user, Map<String, Object> more) {
    Set<String> acls = new TreeSet<>();
    for (JsonNode spec : specs(STRIMZI, more, "KafkaUser", user)) {
      for (JsonNode acl : spec.at("/authorization/acls")) {
        JsonNode resource = acl.get("resource");
        acls.add(
            "%s %s %s%s"
                .formatted(
                    acl.at("/operations/0").asText(),
                    resource.get("type").asText().replace("transactionalId", "transactional-id"),
                    resource.get("name").asText(),
                    resource.get("patternType").asText().equals("prefix") ? " prefixed" : ""));
      }
    }
    return acls;
  }

  @Test
  void shouldAlertByTheRulesThatAreTested() throws IOException {
    JsonNode rules =
        Serialization.unmarshal(
            Files.readString(DEPLOY.resolve("monitoring/alerts.yaml")), JsonNode.class);

    assertThat(specs(PRODUCTION, Map.of(), "PrometheusRule")).containsExactly(rules);
    assertThat(rules.at("/groups/0/rules")).isNotEmpty();
  }

  @Test
  void shouldLinkRunbooksToWhereTheyArePublished() {
    Map<String, Object> base =
        Map.of("monitoring.prometheusRule.runbookBase", "https://git.example.com/runbooks/");

    List<String> urls =
        specs(PRODUCTION, base, "PrometheusRule").get(0).findValuesAsText("runbook_url");

    assertThat(urls)
        .contains("https://git.example.com/runbooks/M1BridgeDeletesHeld.md")
        .allMatch(url -> url.startsWith("https://git.example.com/runbooks/M1Bridge"));
  }

  @Test
  void shouldBringEveryDashboard() throws IOException {
    Path dashboards = DEPLOY.resolve("monitoring/dashboards");
    List<String> expected = new ArrayList<>();
    if (Files.isDirectory(dashboards)) {
      try (Stream<Path> files = Files.list(dashboards)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".json"))
            .sorted(Comparator.naturalOrder())
            .forEach(expected::add);
      }
    }

    List<String> brought =
        Chart.render(PRODUCTION).stream()
            .filter(ConfigMap.class::isInstance)
            .filter(map -> map.getMetadata().getLabels().containsKey("grafana_dashboard"))
            .flatMap(map -> ((ConfigMap) map).getData().keySet().stream())
            .sorted()
            .toList();

    assertThat(brought)
        .as("ln -s ../../../monitoring/dashboards deploy/helm/m1-bridge/files/dashboards")
        .isEqualTo(expected);
  }

  @Test
  void shouldHaveTheVersionsOfTheBuild() throws IOException {
    String pom = Files.readString(DEPLOY.resolve("../pom.xml"));
    JsonNode chart = yaml("Chart.yaml");
    JsonNode values = yaml("values.yaml");

    assertThat(pom).contains("<version>" + chart.get("appVersion").asText() + "</version>");
    String broker = pom.replaceAll("(?s).*<kafka.broker.version>(.*?)</.*", "$1");
    assertThat(values.at("/demo/kafka/image").asText()).isEqualTo("apache/kafka:" + broker);
    assertThat(values.at("/tests/image").asText()).isEqualTo("apache/kafka:" + broker);
  }

  @Test
  void shouldExplainEveryValue() throws IOException {
    List<String> lines = Files.readAllLines(Chart.DIRECTORY.resolve("values.yaml"));
    List<String> bare = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).matches(" *\\w+:.*") && !lines.get(i - 1).strip().startsWith("#")) {
        bare.add((i + 1) + ": " + lines.get(i));
      }
    }
    assertThat(bare).as("values without a comment above").isEmpty();
  }

  private static JsonNode yaml(String file) throws IOException {
    return Serialization.unmarshal(Files.readString(Chart.DIRECTORY.resolve(file)), JsonNode.class);
  }

  private static List<JsonNode> specs(Path values, Map<String, Object> more, String kind) {
    return specs(values, more, kind, "");
  }

  private static List<JsonNode> specs(
      Path values, Map<String, Object> more, String kind, String nameEnds) {
    return Chart.render(values, more).stream()
        .filter(manifest -> manifest.getKind().equals(kind))
        .filter(manifest -> manifest.getMetadata().getName().endsWith(nameEnds))
        .map(GenericKubernetesResource.class::cast)
        .map(
            resource ->
                Serialization.jsonMapper()
                    .<JsonNode>valueToTree(resource.getAdditionalProperties().get("spec")))
        .toList();
  }
}
