package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Probe;
import io.m1bridge.helm.Pods.PodOf;
import io.m1bridge.kafka.streams.StandbyCheck;
import io.m1bridge.kafka.streams.StreamsOptions;
import io.m1bridge.production.ProductionConfig;
import io.m1bridge.token.caller.CallerAccountsCheck;
import io.m1bridge.token.caller.CallerSettings;
import io.m1bridge.token.log.LogSettings;
import io.m1bridge.token.refresh.RefreshSettings;
import io.m1bridge.ui.oidc.OidcConfig;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart tells the services is what they read, and what it asks them is what they tell. */
class ServicesTest {

  private static final Path MINIMAL = Chart.VALUES.resolve("minimal.yaml");
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(105);

  /** The JVM's, Quarkus' own, and those that are a setting's name in upper case. */
  private static final Set<String> KNOWN_VARIABLES =
      Set.of(
          "JDK_JAVA_OPTIONS",
          "QUARKUS_CONFIG_LOCATIONS",
          "M1BRIDGE_UI_TOKEN",
          "M1BRIDGE_STREAMS_STATE_DIR");

  /** Settings of Quarkus and MicroProfile that the chart writes. */
  private static final Set<String> KNOWN_FOREIGN =
      Set.of(
          "config_ordinal",
          "quarkus.http.proxy.proxy-address-forwarding",
          "mp.jwt.verify.publickey.location",
          "mp.jwt.verify.issuer");

  static Stream<Path> samples() throws IOException {
    return Chart.samples().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldSetOnlyWhatTheServiceReads(Path values) {
    List<HasMetadata> manifests = Chart.render(values);
    for (PodOf pod : services(manifests)) {
      Application application = new Application(Pods.SERVICES.get(pod.component()));
      Map<String, String> chart = properties(manifests, pod);
      SmallRyeConfig config = application.read(chart, References.env(pod));

      Set<String> prefixes =
          application.mappings().stream()
              .map(type -> type.getAnnotation(io.smallrye.config.ConfigMapping.class).prefix())
              .collect(Collectors.toSet());
      assertThat(chart.keySet())
          .as("of %s", pod)
          .allMatch(
              name ->
                  KNOWN_FOREIGN.contains(name)
                      || isKafkas(name)
                      || prefixes.stream().anyMatch(prefix -> name.startsWith(prefix + ".")));
      chart.keySet().forEach(config::getConfigValue);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldPassOnlyVariablesThatTheServiceReads(Path values) {
    List<HasMetadata> manifests = Chart.render(values);
    for (PodOf pod : services(manifests)) {
      String sources =
          new Application(Pods.SERVICES.get(pod.component())).sources()
              + properties(manifests, pod).values();
      assertThat(References.env(pod).keySet())
          .as("of %s", pod)
          .allMatch(
              name ->
                  KNOWN_VARIABLES.contains(name)
                      || Pattern.compile("\\$\\{" + name + "[:}]").matcher(sources).find()
                      || isKafkas(name.toLowerCase(Locale.ROOT).replace('_', '.')));
    }
  }

  /** The two tests above would notice. */
  @Test
  void shouldNoticeASettingThatNobodyReads() {
    List<HasMetadata> manifests =
        Chart.render(
            MINIMAL, Map.of("contactSync.settings.m1bridge\\.contact-sync\\.mood", "good"));
    PodOf pod = pod(manifests, "contact-sync");

    assertThatThrownBy(
            () ->
                new Application("contact-sync-service")
                    .read(properties(manifests, pod), References.env(pod)))
        .hasMessageContaining("m1bridge.contact-sync.mood");
  }

  private static boolean isKafkas(String name) {
    Set<String> names = new HashSet<>(ProducerConfig.configNames());
    names.addAll(ConsumerConfig.configNames());
    return name.startsWith("kafka.") && names.contains(name.substring("kafka.".length()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldAskWhereTheServiceAnswers(Path values) {
    for (PodOf pod : services(Chart.render(values))) {
      Map<String, String> own = new Application(Pods.SERVICES.get(pod.component())).own();
      Map<String, Integer> ports =
          pod.container().getPorts().stream()
              .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
      assertThat(ports)
          .containsEntry("http", Integer.valueOf(own.get("quarkus.http.port")))
          .containsEntry("management", Integer.valueOf(own.get("quarkus.management.port")));
      assertThat(path(pod.container().getReadinessProbe())).isEqualTo("/q/health/ready");
      assertThat(path(pod.container().getLivenessProbe())).isEqualTo("/q/health/live");
      // Waiting for Kafka, or a restore of hours, is not dead, but it is not started or ready.
      assertThat(path(pod.container().getStartupProbe())).isEqualTo("/q/health/live");
    }
  }

  private static String path(Probe probe) {
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
    return probe.getHttpGet().getPath();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldLetEachStopGracefully(Path values) {
    List<HasMetadata> manifests = Chart.render(values);
    for (PodOf pod : services(manifests)) {
      SmallRyeConfig config =
          new Application(Pods.SERVICES.get(pod.component()))
              .read(properties(manifests, pod), References.env(pod));
      Duration stop = duration(config.getValue("quarkus.shutdown.timeout", String.class));
      if (pod.component().equals("token-service")) {
        stop =
            stop.plus(
                config
                    .getConfigMapping(RefreshSettings.class)
                    .answerWithin()
                    .orElse(LONGEST_ANSWER));
      } else {
        stop = stop.plus(config.getConfigMapping(StreamsOptions.class).closeWithin());
      }
      assertThat(Duration.ofSeconds(pod.spec().getTerminationGracePeriodSeconds()))
          .as("of %s", pod)
          .isGreaterThan(stop);
    }
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }

  @Test
  void shouldNameReplicasToEachOther() {
    List<HasMetadata> manifests = Chart.render(MINIMAL);
    SmallRyeConfig streams = read(manifests, "contact-sync");
    StreamsOptions options = streams.getConfigMapping(StreamsOptions.class);

    assertThat(options.instanceId()).hasValue("POD_NAME");
    assertThat(options.sessionTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(options.standbyReplicas()).isEqualTo(1);
    assertThat(options.stateDir()).isEqualTo(Path.of("/var/lib/m1-bridge/streams"));
    assertThat(options.applicationServer())
        .hasValue("POD_NAME.bridge-m1-bridge-contact-sync-peers.crm.svc:8082");
    assertThat(read(manifests, "token-service").getConfigMapping(LogSettings.class).advertisedUrl())
        .hasToString("http://POD_IP:8081");
  }

  @Test
  void shouldKeepNoMoreCopiesThanThereAreOtherReplicas() {
    List<HasMetadata> manifests =
        Chart.render(MINIMAL, Map.of("contactSync.replicas", 1, "contactSync.standbyReplicas", 2));

    assertThat(
            read(manifests, "contact-sync")
                .getConfigMapping(StreamsOptions.class)
                .standbyReplicas())
        .isZero();
  }

  @Test
  void shouldTakeOnlyTheServiceAccountsOfTheReleaseForCallers() {
    Map<String, CallerSettings.Caller> callers =
        read(Chart.render(MINIMAL), "token-service")
            .getConfigMapping(CallerSettings.class)
            .callers();

    Set<String> subjects = new TreeSet<>();
    callers.values().forEach(caller -> subjects.add(caller.subject()));
    assertThat(subjects)
        .containsExactly(
            "system:serviceaccount:crm:bridge-m1-bridge-admin",
            "system:serviceaccount:crm:bridge-m1-bridge-contact-sync",
            "system:serviceaccount:crm:bridge-m1-bridge-edm-event");
  }

  @Test
  void shouldReadGroupsThatHaveCommasInTheirNames() {
    String group = "cn=m1\\+ops,ou=groups";
    Map<String, Object> more =
        Map.of("ui.oidc.operatorGroups[0]", group, "ui.oidc.operatorGroups[1]", "admins");
    OidcConfig read =
        read(Chart.render(Chart.VALUES.resolve("production.yaml"), more), "edm-event")
            .getConfigMapping(OidcConfig.class);

    assertThat(read.operatorGroups()).hasValue(List.of(group, "admins"));
    assertThat(read.allowedGroups()).hasValue(List.of("m1-operators"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal.yaml", "production.yaml"})
  void shouldStartInProduction(String values) {
    List<HasMetadata> manifests = Chart.render(Chart.VALUES.resolve(values));
    SmallRyeConfig config = read(manifests, "token-service");
    List<String> accepted =
        config.getConfigMapping(ProductionConfig.class).accepted().orElseThrow();
    CallerSettings tokens = config.getConfigMapping(CallerSettings.class);

    assertThat(new CallerAccountsCheck(tokens.callers()).findings())
        .isNotEmpty()
        .allMatch(finding -> accepted.contains(finding.property()));
    for (String streams : List.of("contact-sync", "edm-event")) {
      SmallRyeConfig read = read(manifests, streams);
      int replicas = read.getConfigMapping(ProductionConfig.class).replicas();
      assertThat(new StandbyCheck(read.getConfigMapping(StreamsOptions.class), replicas).findings())
          .as("%s with %d replicas", streams, replicas)
          .isEmpty();
    }
  }

  private static SmallRyeConfig read(List<HasMetadata> manifests, String component) {
    PodOf pod = pod(manifests, component);
    return new Application(Pods.SERVICES.get(component))
        .read(properties(manifests, pod), References.env(pod));
  }

  private static PodOf pod(List<HasMetadata> manifests, String component) {
    return services(manifests).stream()
        .filter(pod -> pod.component().equals(component))
        .findFirst()
        .orElseThrow();
  }

  private static List<PodOf> services(List<HasMetadata> manifests) {
    List<PodOf> pods =
        Pods.of(manifests).stream()
            .filter(pod -> Pods.SERVICES.containsKey(pod.component()))
            .filter(pod -> !pod.owner().getKind().equals("Job"))
            .toList();
    assertThat(pods).hasSize(Pods.SERVICES.size());
    return pods;
  }

  private static Map<String, String> properties(List<HasMetadata> manifests, PodOf pod) {
    String name = Chart.PREFIX + "-" + pod.component();
    return manifests.stream()
        .filter(ConfigMap.class::isInstance)
        .filter(map -> map.getMetadata().getName().equals(name))
        .map(map -> ((ConfigMap) map).getData().get("application.properties"))
        .map(Application::properties)
        .findFirst()
        .orElseThrow();
  }
}
