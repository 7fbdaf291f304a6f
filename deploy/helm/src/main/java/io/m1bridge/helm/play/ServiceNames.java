package io.m1bridge.helm.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** In place of the cluster's name server: every name of a Service, and the pod behind it. */
final class ServiceNames {

  private final Map<String, String> addresses = new LinkedHashMap<>();

  /**
   * @param apiServer address of the stand-in for the API server
   */
  ServiceNames(Manifests manifests, Iterable<DemoPod> pods, String apiServer) {
    for (JsonNode service : manifests.ofKind("Service")) {
      for (DemoPod pod : pods) {
        if (pod.isSelectedBy(service.path("spec").path("selector"))) {
          add(Manifests.name(service), pod.ip());
          if (pod.serviceName().equals(Manifests.name(service))) {
            add(pod.name() + "." + pod.serviceName(), pod.ip());
          }
        }
      }
    }
    addresses.put(ApiServer.HOST, apiServer);
  }

  private void add(String name, String ip) {
    String suffix = "." + Manifests.NAMESPACE;
    for (String more : new String[] {"", suffix, suffix + ".svc", suffix + ".svc.cluster.local"}) {
      addresses.put(name + more, ip);
    }
  }

  /** By name. */
  Map<String, String> addresses() {
    return addresses;
  }

  /** As {@code spec.hostAliases} of a pod has them. */
  ArrayNode hostAliases() {
    ArrayNode aliases = JsonNodeFactory.instance.arrayNode();
    addresses.forEach(
        (name, ip) -> aliases.addObject().put("ip", ip).putArray("hostnames").add(name));
    return aliases;
  }
}
