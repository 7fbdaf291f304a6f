package io.m1bridge.helm.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What podman is told of the demo's pods, beside what Helm rendered. */
class PodYamlTest {

  private static final String PREFIX = "try-m1-bridge-";

  private static Manifests manifests;
  private static List<DemoPod> pods;
  private static ServiceNames names;

  @BeforeAll
  static void render(@TempDir Path directory) throws IOException {
    manifests =
        Manifests.render(
            HooklessChart.copy(Path.of("m1-bridge"), directory.resolve("chart")),
            "try",
            Demo.values(
                "try", "kafka:try", URI.create("https://kubernetes.default.svc:6443/keys")));
    pods = DemoPod.of(manifests, "10.1.2.");
    names = new ServiceNames(manifests, pods, "10.1.2.1");
  }

  private static DemoPod pod(String name) {
    return pods.stream().filter(pod -> pod.name().equals(PREFIX + name)).findFirst().orElseThrow();
  }

  private static ObjectNode played(String name) {
    return new PodYaml(manifests, names)
        .of(pod(name), Map.of("tmp", Path.of("some-tmp"), "config", Path.of("/files/config")));
  }

  @Test
  void shouldHaveAllPodsOfTheDemo() {
    assertThat(pods)
        .extracting(DemoPod::name)
        .containsExactlyInAnyOrder(
            PREFIX + "kafka-0",
            PREFIX + "m1-simulator",
            PREFIX + "token-service",
            PREFIX + "contact-sync-0",
            PREFIX + "edm-event-0",
            PREFIX + "demo-setup",
            PREFIX + "test");
    assertThat(pods).extracting(DemoPod::ip).doesNotHaveDuplicates();
  }

  @Test
  void shouldLeaveWhatConfinesAContainerAsItIs() {
    JsonNode rendered = pod("contact-sync-0").container();
    JsonNode container = played("contact-sync-0").at("/spec/containers/0");

    assertThat(container.path("securityContext")).isEqualTo(rendered.path("securityContext"));
    for (String same : List.of("image", "resources", "ports")) {
      assertThat(container.path(same)).isEqualTo(rendered.path(same));
    }
    assertThat(container.has("livenessProbe")).isFalse();
    JsonNode security = played("contact-sync-0").at("/spec/securityContext");
    assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
    assertThat(security.path("supplementalGroups").path(0).asInt()).isEqualTo(10001);
  }

  @Test
  void shouldGiveEveryVariableItsValue() {
    String token =
        new String(manifests.secret(PREFIX + "demo").get("token"), StandardCharsets.UTF_8);

    assertThat(variable("token-service", "POD_IP")).isEqualTo(pod("token-service").ip());
    assertThat(variable("contact-sync-0", "POD_NAME")).isEqualTo(PREFIX + "contact-sync-0");
    assertThat(variable("demo-setup", "UI_TOKEN")).isEqualTo(token).hasSize(40);
  }

  private static String variable(String pod, String name) {
    for (JsonNode variable : played(pod).at("/spec/containers/0/env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value").asText();
      }
    }
    return "missing";
  }

  @Test
  void shouldTellPodmanOfVolumesByPathOrName() {
    assertThat(played("token-service").at("/spec/volumes"))
        .extracting(JsonNode::toString)
        .containsExactlyInAnyOrder(
            "{\"name\":\"tmp\",\"persistentVolumeClaim\":{\"claimName\":\"some-tmp\"}}",
            "{\"name\":\"config\",\"hostPath\":{\"path\":\"/files/config\",\"type\":\"Directory\"}}");
  }

  @Test
  void shouldForbidToExecuteWhatOurPodsWriteToTheirTemporaryDirectory() {
    assertThat(mountPaths("contact-sync-0")).contains("/tmp:noexec", "/etc/m1-bridge/config");
    assertThat(mountPaths("kafka-0")).contains("/tmp");
  }

  private static List<String> mountPaths(String pod) {
    return played(pod).at("/spec/containers/0/volumeMounts").findValuesAsText("mountPath");
  }

  /** A replica tells others its own name below the headless Service. */
  @Test
  void shouldKnowTheNamesThatServicesAreToldOf() {
    assertThat(names.addresses())
        .containsEntry(PREFIX + "kafka", pod("kafka-0").ip())
        .containsEntry(PREFIX + "token-service", pod("token-service").ip())
        .containsEntry(PREFIX + "contact-sync", pod("contact-sync-0").ip())
        .containsEntry(
            PREFIX + "contact-sync-0." + PREFIX + "contact-sync-peers.m1-bridge.svc",
            pod("contact-sync-0").ip())
        .containsEntry("kubernetes.default.svc", "10.1.2.1");
  }
}
