package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.m1bridge.helm.Pods.PodOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rendering of the chart keeps, whatever the values. */
class ManifestsTest {

  private static final int LEAST_SAMPLES = 10;
  private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");

  static Stream<Path> samples() throws IOException {
    return Chart.samples().stream();
  }

  @Test
  void shouldPassHelmsLint() {
    assertThat(Chart.lint()).matches(result -> !result.isFailed(), "passes");
  }

  @Test
  void shouldHaveASampleForEveryWayToRunIt() throws IOException {
    assertThat(Chart.samples()).hasSizeGreaterThanOrEqualTo(LEAST_SAMPLES);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldSayOnlyWhatKubernetesKnows(Path values) {
    List<String> problems = new ArrayList<>();
    Chart.render(values).forEach(manifest -> problems.addAll(StrictModel.problems(manifest)));
    Chart.manifests(values).forEach(text -> problems.addAll(StrictModel.differences(text)));
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldKeepTheRestrictedPodSecurityStandard(Path values) {
    assertThat(Pods.of(Chart.render(values)))
        .isNotEmpty()
        .allSatisfy(
            pod -> {
              assertThat(pod.spec().getHostNetwork()).isNull();
              assertThat(pod.spec().getHostPID()).isNull();
              assertThat(pod.spec().getHostIPC()).isNull();
              assertThat(pod.spec().getInitContainers()).isEmpty();
              assertThat(pod.spec().getEnableServiceLinks()).isFalse();
              var security = pod.spec().getSecurityContext();
              assertThat(security.getRunAsNonRoot()).isTrue();
              assertThat(security.getRunAsUser()).isEqualTo(10001);
              assertThat(security.getFsGroup()).isEqualTo(10001);
              assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
              assertThat(pod.spec().getVolumes()).allMatch(ManifestsTest::isHarmless);
              assertThat(pod.spec().getContainers())
                  .hasSize(1)
                  .allSatisfy(
                      container -> {
                        var own = container.getSecurityContext();
                        assertThat(own.getPrivileged()).isNull();
                        assertThat(own.getAllowPrivilegeEscalation()).isFalse();
                        assertThat(own.getReadOnlyRootFilesystem()).isTrue();
                        assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
                        assertThat(own.getCapabilities().getAdd()).isEmpty();
                      });
            });
  }

  private static boolean isHarmless(Volume volume) {
    return volume.getHostPath() == null
        && (volume.getEmptyDir() != null
            || volume.getConfigMap() != null
            || volume.getSecret() != null
            || volume.getProjected() != null);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldReferToWhatIsThere(Path values) throws IOException {
    List<HasMetadata> manifests = Chart.render(values);
    String said = Files.readString(values);
    Set<String> there =
        manifests.stream()
            .map(manifest -> manifest.getKind() + " " + manifest.getMetadata().getName())
            .collect(Collectors.toCollection(HashSet::new));
    there.add("ConfigMap kube-root-ca.crt");
    manifests.stream()
        .filter(manifest -> manifest.getKind().equals("KafkaUser"))
        .forEach(user -> there.add("Secret " + user.getMetadata().getName()));
    assertThat(Pods.of(manifests))
        .allSatisfy(
            pod -> {
              assertThat(References.of(pod))
                  .allMatch(
                      name ->
                          there.contains(name)
                              || (name.startsWith("Secret ")
                                  && said.contains(name.substring("Secret ".length()))));
              assertThat(mounted(pod)).isEqualTo(volumes(pod));
            });
  }

  private static Set<String> mounted(PodOf pod) {
    return pod.container().getVolumeMounts().stream()
        .map(VolumeMount::getName)
        .collect(Collectors.toSet());
  }

  private static Set<String> volumes(PodOf pod) {
    Set<String> names =
        pod.spec().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
    if (pod.owner() instanceof StatefulSet set) {
      set.getSpec()
          .getVolumeClaimTemplates()
          .forEach(claim -> names.add(claim.getMetadata().getName()));
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldSelectByWhatNeverChanges(Path values) {
    List<HasMetadata> manifests = Chart.render(values);
    Set<String> lasting =
        Set.of(
            "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");
    for (PodOf pod : Pods.of(manifests)) {
      Map<String, String> selector = null;
      if (pod.owner() instanceof Deployment deployment) {
        selector = deployment.getSpec().getSelector().getMatchLabels();
      } else if (pod.owner() instanceof StatefulSet set) {
        selector = set.getSpec().getSelector().getMatchLabels();
        assertThat(set.getSpec().getVolumeClaimTemplates())
            .allSatisfy(
                claim -> assertThat(claim.getMetadata().getLabels()).hasSameSizeAs(lasting));
      }
      if (selector != null) {
        assertThat(selector.keySet()).as(pod.toString()).isEqualTo(lasting);
        assertThat(pod.metadata().getLabels()).containsAllEntriesOf(selector);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldGrantNoMoreThanThis(Path values) {
    List<HasMetadata> manifests = Chart.render(values);
    List<String> rights =
        manifests.stream()
            .filter(manifest -> manifest.getApiVersion().startsWith("rbac."))
            .map(Permissions::of)
            .toList();
    if (values.endsWith("production.yaml")) {
      assertThat(rights)
          .containsExactly(
              "ClusterRole system:service-account-issuer-discovery to crm/bridge-m1-bridge-token-service");
    } else {
      assertThat(rights).isEmpty();
    }
    assertThat(manifests)
        .filteredOn(ServiceAccount.class::isInstance)
        .isNotEmpty()
        .allSatisfy(
            account ->
                assertThat(((ServiceAccount) account).getAutomountServiceAccountToken()).isFalse());
    assertThat(Pods.of(manifests))
        .allSatisfy(pod -> assertThat(pod.spec().getAutomountServiceAccountToken()).isFalse());
    assertThat(Permissions.tokens(manifests))
        .allMatch(
            token ->
                Set.of(
                        "contact-sync for token-service",
                        "edm-event for token-service",
                        "test for token-service",
                        "token-service for the API server")
                    .contains(token))
        .contains("contact-sync for token-service", "edm-event for token-service");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldLeaveTheJvmRoomBesideItsHeap(Path values) {
    assertThat(Pods.of(Chart.render(values)))
        .allSatisfy(
            pod -> {
              var resources = pod.container().getResources();
              assertThat(resources.getRequests()).containsKeys("cpu", "memory");
              assertThat(resources.getLimits()).containsOnlyKeys("memory");
              Matcher heap = HEAP.matcher(References.env(pod).getOrDefault("JDK_JAVA_OPTIONS", ""));
              if (heap.find()) {
                double bytes =
                    resources.getLimits().get("memory").getNumericalAmount().doubleValue();
                assertThat(Long.parseLong(heap.group(1)) * 1024 * 1024)
                    .isLessThan((long) (bytes * 0.6));
              }
            });
  }

  @Test
  void shouldRestartWhatHasAnotherConfiguration() {
    Path values = Chart.VALUES.resolve("minimal.yaml");
    Map<String, String> before = checksums(Chart.render(values));
    Map<String, String> after =
        checksums(
            Chart.render(
                values, Map.of("contactSync.settings.m1bridge\\.m1\\.max-concurrent", "9")));
    assertThat(before).hasSize(3);
    assertThat(after).hasSize(3);
    assertThat(after.get("contact-sync")).isNotEqualTo(before.get("contact-sync"));
    assertThat(after.get("edm-event")).isEqualTo(before.get("edm-event"));
    assertThat(after.get("token-service")).isEqualTo(before.get("token-service"));
  }

  /** A mapping is a file of its own: what the service is told of it is the same. */
  @Test
  void shouldRestartContactSyncWhenAMappingChanges() {
    String name = "contactSync.sources.cdc\\.customers";
    Path values = Chart.VALUES.resolve("minimal.yaml");
    List<HasMetadata> before = Chart.render(values, Map.of(name, "format: json"));
    List<HasMetadata> after = Chart.render(values, Map.of(name, "format: debezium"));

    assertThat(checksums(after)).isEqualTo(checksums(before));
    assertThat(annotations(after, "contact-sync"))
        .as("annotations of the pods")
        .isNotEqualTo(annotations(before, "contact-sync"));
    for (String other : List.of("edm-event", "token-service")) {
      assertThat(annotations(after, other)).isEqualTo(annotations(before, other));
    }
  }

  private static Map<String, String> annotations(List<HasMetadata> manifests, String component) {
    return Pods.of(manifests).stream()
        .filter(pod -> pod.component().equals(component))
        .findFirst()
        .orElseThrow()
        .metadata()
        .getAnnotations();
  }

  private static Map<String, String> checksums(List<HasMetadata> manifests) {
    return Pods.of(manifests).stream()
        .filter(pod -> Pods.SERVICES.containsKey(pod.component()))
        .collect(
            Collectors.toMap(
                PodOf::component, pod -> pod.metadata().getAnnotations().get("checksum/config")));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldKeepSecretsOutOfConfigMaps(Path values) {
    assertThat(Chart.render(values))
        .filteredOn(ConfigMap.class::isInstance)
        .isNotEmpty()
        .allSatisfy(
            map ->
                assertThat(((ConfigMap) map).getData().values())
                    .noneMatch(text -> text.contains("keyData") || text.contains("BEGIN ")));
    boolean demo = values.endsWith("demo.yaml");
    assertThat(Chart.render(values).stream().filter(m -> m.getKind().equals("Secret")).count())
        .isEqualTo(demo ? 1 : 0);
  }
}
