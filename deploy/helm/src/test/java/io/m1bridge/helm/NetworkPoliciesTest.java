package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every connection that is allowed, and no other. */
class NetworkPoliciesTest {

  private static final Path VALUES = Chart.VALUES;
  private static final String ANYWHERE = "anywhere";

  @Test
  void shouldDenyWhatNothingElseAllows() {
    List<NetworkPolicy> all = policies(Chart.render(VALUES.resolve("production.yaml")));

    assertThat(all)
        .filteredOn(policy -> policy.getMetadata().getName().endsWith("default-deny"))
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
              assertThat(policy.getSpec().getIngress()).isEmpty();
              assertThat(policy.getSpec().getEgress()).isEmpty();
              assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                  .containsOnlyKeys("app.kubernetes.io/name", "app.kubernetes.io/instance");
            });
  }

  @Test
  void shouldAllowWhatProductionNeedsAndNoMore() {
    assertThat(connections("production.yaml"))
        .containsExactlyInAnyOrder(
            "all to kube-system k8s-app=kube-dns 53",
            "contact-sync from contact-sync 8082",
            "contact-sync from ingress-nginx 8082",
            "contact-sync from monitoring 9082",
            "contact-sync from test 8082",
            "contact-sync to 10.20.0.0/16 9093",
            "contact-sync to 10.30.0.10/32 443",
            "contact-sync to anywhere 443",
            "contact-sync to contact-sync 8082",
            "contact-sync to token-service 8081",
            "edm-event from edm-event 8083",
            "edm-event from ingress-nginx 8083",
            "edm-event from monitoring 9083",
            "edm-event from test 8083",
            "edm-event to 10.20.0.0/16 9093",
            "edm-event to 10.30.0.10/32 443",
            "edm-event to anywhere 443",
            "edm-event to edm-event 8083",
            "edm-event to token-service 8081",
            "test to contact-sync,edm-event,token-service 8081,8082,8083",
            "token-service from contact-sync 8081",
            "token-service from edm-event 8081",
            "token-service from ingress-nginx 8081",
            "token-service from monitoring 9081",
            "token-service from test 8081",
            "token-service from token-service 8081",
            "token-service to 10.0.0.1/32 443,6443",
            "token-service to 10.20.0.0/16 9093",
            "token-service to 10.30.0.10/32 443",
            "token-service to anywhere 443",
            "token-service to token-service 8081");
  }

  @Test
  void shouldKeepTheDemoAmongItself() {
    assertThat(connections("demo.yaml"))
        .filteredOn(connection -> connection.contains(ANYWHERE))
        .containsExactlyInAnyOrder("all to anywhere 53", "token-service to anywhere 443,6443");
    assertThat(connections("demo.yaml")).contains("kafka from all 9092", "kafka to kafka 9092");
  }

  @Test
  void shouldFollowThePortsOfIssuers() {
    Set<String> connections =
        connections(
            Chart.render(
                VALUES.resolve("confluent-cloud.yaml"),
                Map.of(
                    "ui.oidc.issuer", "https://sso.example.com:8443/realms/staff",
                    "ui.oidc.clientId", "m1-bridge",
                    "ui.oidc.existingSecret", "oidc",
                    "ui.oidc.allowedSubjects[0]", "*",
                    "kafka.sasl.mechanism", "OAUTHBEARER",
                    "kafka.sasl.oauth.tokenEndpointUrl", "https://tokens.example.com:9443/token")));

    assertThat(connections).contains("edm-event to anywhere 8443,9443");
  }

  @Test
  void shouldFollowThePortsOfKafkaAndM1() {
    assertThat(connections("msk.yaml")).contains("contact-sync to anywhere 9098");
    assertThat(connections("minimal.yaml")).contains("contact-sync to anywhere 80");
    assertThat(connections("tls.yaml")).contains("contact-sync to anywhere 443");
  }

  @Test
  void shouldLetContactSyncReachItsSchemaRegistry() {
    String registry = "contactSync.schemaRegistry.";
    Set<String> connections =
        connections(
            Chart.render(
                VALUES.resolve("production.yaml"),
                Map.of(
                    registry + "url", "http://registry.example.com:8085",
                    registry + "oauth.tokenUrl", "https://sso.example.com/token",
                    registry + "oauth.clientId", "contact-sync",
                    registry + "existingSecret", "registry")));

    assertThat(connections).contains("contact-sync to anywhere 8085,443");
    assertThat(connections)
        .as("others")
        .noneMatch(line -> line.startsWith("edm-event") && line.contains("8085"));
  }

  @Test
  void shouldLetContactSyncReachTheCollectorOfTraces() {
    Set<String> connections =
        connections(
            Chart.render(
                VALUES.resolve("production.yaml"),
                Map.of(
                    "contactSync.traces.endpoint", "http://collector.example.com:4318/v1/traces")));

    assertThat(connections).contains("contact-sync to anywhere 4318");
  }

  private static Set<String> connections(String values) {
    return connections(Chart.render(VALUES.resolve(values)));
  }

  private static Set<String> connections(List<HasMetadata> manifests) {
    Set<String> lines = new TreeSet<>();
    for (NetworkPolicy policy : policies(manifests)) {
      String pod = of(policy.getSpec().getPodSelector());
      policy
          .getSpec()
          .getIngress()
          .forEach(
              rule ->
                  rule.getFrom()
                      .forEach(
                          peer -> lines.add(pod + " from " + of(peer) + ports(rule.getPorts()))));
      policy
          .getSpec()
          .getEgress()
          .forEach(
              rule ->
                  lines.add(
                      pod
                          + " to "
                          + rule.getTo().stream()
                              .map(NetworkPoliciesTest::of)
                              .distinct()
                              .sorted()
                              .collect(Collectors.joining(","))
                          + ports(rule.getPorts())));
    }
    return lines;
  }

  private static List<NetworkPolicy> policies(List<HasMetadata> manifests) {
    return manifests.stream()
        .filter(NetworkPolicy.class::isInstance)
        .map(NetworkPolicy.class::cast)
        .toList();
  }

  private static String of(NetworkPolicyPeer peer) {
    if (peer.getIpBlock() != null) {
      String cidr = peer.getIpBlock().getCidr();
      return cidr.endsWith("/0") ? ANYWHERE : cidr;
    }
    String pods = peer.getPodSelector() == null ? "" : of(peer.getPodSelector());
    return peer.getNamespaceSelector() == null
        ? pods
        : (of(peer.getNamespaceSelector()) + " " + pods).trim();
  }

  /** The component, the namespace, or the labels as they are. */
  private static String of(LabelSelector selector) {
    Map<String, String> labels = selector.getMatchLabels();
    if (labels.containsKey("app.kubernetes.io/name")) {
      return labels.getOrDefault("app.kubernetes.io/component", "all");
    }
    return labels.entrySet().stream()
        .map(
            label ->
                label.getKey().equals("kubernetes.io/metadata.name")
                    ? label.getValue()
                    : label.toString())
        .collect(Collectors.joining(","));
  }

  private static String ports(List<NetworkPolicyPort> ports) {
    return ports.stream()
        .map(port -> port.getPort().getValue().toString())
        .distinct()
        .collect(Collectors.joining(",", " ", ""));
  }
}
