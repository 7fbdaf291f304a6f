package io.m1bridge.helm.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pod that a manifest leads to, with the name and address that it gets here.
 *
 * @param kind of the manifest
 * @param owner name of the manifest
 * @param name as the cluster would name it, without the random part
 * @param ip on the network of this run
 * @param labels of the pod
 * @param spec as rendered
 * @param serviceName of a StatefulSet; else empty
 * @param claims names of a StatefulSet's volume claims
 */
record DemoPod(
    String kind,
    String owner,
    String name,
    String ip,
    JsonNode labels,
    JsonNode spec,
    String serviceName,
    List<String> claims) {

  DemoPod {
    claims = List.copyOf(claims);
  }

  /** Whether it ends by itself. */
  boolean ends() {
    return kind.equals("Job") || kind.equals("Pod");
  }

  String component() {
    return labels.path("app.kubernetes.io/component").asText();
  }

  JsonNode container() {
    return spec.path("containers").path(0);
  }

  /** As podman names it: pod and container. */
  String containerName() {
    return name + "-" + container().path("name").asText();
  }

  /** Whether the image is of this project; others may unpack libraries into their /tmp. */
  boolean isOurs() {
    return container().path("image").asText().contains("m1-bridge/")
        && !container().path("image").asText().contains("kafka");
  }

  boolean isSelectedBy(JsonNode selector) {
    return !selector.isEmpty()
        && selector.properties().stream()
            .allMatch(entry -> labels.path(entry.getKey()).equals(entry.getValue()));
  }

  /** The port that a name stands for. */
  int port(String portName) {
    for (JsonNode port : container().path("ports")) {
      if (port.path("name").asText().equals(portName)) {
        return port.path("containerPort").asInt();
      }
    }
    throw new PlayFailure(name + " has no port " + portName);
  }

  /**
   * All pods of the manifests, one of each: the demo has one replica of everything.
   *
   * @param addresses the first three numbers of the network's addresses, with a dot at the end
   */
  static List<DemoPod> of(Manifests manifests, String addresses) {
    Map<String, String> suffixes =
        Map.of("StatefulSet", "-0", "Deployment", "", "Job", "", "Pod", "");
    List<DemoPod> pods = new ArrayList<>();
    for (JsonNode manifest : manifests.all()) {
      String kind = manifest.path("kind").asText();
      String suffix = suffixes.get(kind);
      if (suffix == null) {
        continue;
      }
      JsonNode pod = kind.equals("Pod") ? manifest : manifest.path("spec").path("template");
      List<String> claims = new ArrayList<>();
      manifest
          .path("spec")
          .path("volumeClaimTemplates")
          .forEach(claim -> claims.add(Manifests.name(claim)));
      pods.add(
          new DemoPod(
              kind,
              Manifests.name(manifest),
              Manifests.name(manifest) + suffix,
              addresses + (10 + pods.size()),
              pod.path("metadata").path("labels"),
              pod.path("spec"),
              manifest.path("spec").path("serviceName").asText(),
              claims));
    }
    return pods;
  }
}
