package io.m1bridge.helm.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as {@code podman kube play} can take it. Everything that is not named here goes to podman
 * as Helm rendered it; {@code deploy/README.md} lists what is changed, and why.
 */
final class PodYaml {

  /** podman would run the commands of probes inside the container, by a curl that is not there. */
  private static final List<String> PROBES =
      List.of("startupProbe", "livenessProbe", "readinessProbe");

  private final Manifests manifests;
  private final ServiceNames names;

  PodYaml(Manifests manifests, ServiceNames names) {
    this.manifests = manifests;
    this.names = names;
  }

  /**
   * @param volumes where each volume of the pod is; a path without a slash is a volume of podman's
   */
  ObjectNode of(DemoPod pod, Map<String, Path> volumes) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("apiVersion", "v1").put("kind", "Pod");
    manifest.putObject("metadata").put("name", pod.name()).set("labels", pod.labels());
    ObjectNode spec = pod.spec().deepCopy();
    manifest.set("spec", spec);
    // What ends shows: in a cluster it would be started again.
    spec.put("restartPolicy", "Never");
    spec.set("hostAliases", names.hostAliases());
    spec.set("volumes", volumes(volumes));
    group(spec);
    for (JsonNode container : spec.path("containers")) {
      ((ObjectNode) container).remove(PROBES);
      ((ObjectNode) container).put("imagePullPolicy", "Never");
      for (JsonNode variable : container.path("env")) {
        value((ObjectNode) variable, pod);
      }
      for (JsonNode mount : container.path("volumeMounts")) {
        if (pod.isOurs() && isTemporary(mount.path("name").asText(), volumes)) {
          // podman's way to say it; the volume's own options do not count in a container.
          ((ObjectNode) mount).put("mountPath", mount.path("mountPath").asText() + ":noexec");
        }
      }
    }
    return manifest;
  }

  private static boolean isTemporary(String name, Map<String, Path> volumes) {
    Path path = volumes.get(name);
    return path != null && !path.isAbsolute();
  }

  /** podman 4.3 does not know fsGroup; to the process it is one more group. */
  private static void group(ObjectNode spec) {
    if (spec.path("securityContext") instanceof ObjectNode security) {
      Optional.ofNullable(security.remove("fsGroup"))
          .ifPresent(group -> security.putArray("supplementalGroups").add(group));
    }
  }

  private static ArrayNode volumes(Map<String, Path> volumes) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    volumes.forEach(
        (name, path) -> {
          ObjectNode volume = all.addObject().put("name", name);
          if (path.isAbsolute()) {
            volume.putObject("hostPath").put("path", path.toString()).put("type", "Directory");
          } else {
            volume.putObject("persistentVolumeClaim").put("claimName", path.toString());
          }
        });
    return all;
  }

  private void value(ObjectNode variable, DemoPod pod) {
    JsonNode from = variable.remove("valueFrom");
    if (from == null) {
      return;
    }
    JsonNode secret = from.path("secretKeyRef");
    String field = from.path("fieldRef").path("fieldPath").asText();
    variable.put(
        "value",
        switch (field) {
          case "status.podIP" -> pod.ip();
          case "metadata.name" -> pod.name();
          default -> {
            byte[] value =
                manifests.secret(secret.path("name").asText()).get(secret.path("key").asText());
            if (value == null) {
              throw new PlayFailure(pod.name() + " asks for a variable that is unknown: " + from);
            }
            yield new String(value, StandardCharsets.UTF_8);
          }
        });
  }
}
