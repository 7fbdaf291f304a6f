package io.m1bridge.local.stack;

import io.m1bridge.local.options.RunOptions.Replicas;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything listens on the loopback address: HTTP and management port of each process.
 *
 * @param tokenServices one per replica
 * @param contactSyncs one per replica
 * @param edmEvents one per replica
 * @param simulator there also where a real M1 is used, then unused
 */
record Addresses(
    List<Listener> tokenServices,
    List<Listener> contactSyncs,
    List<Listener> edmEvents,
    Listener simulator) {

  /** Ports of one process. */
  record Listener(int port, int managementPort) {
    URI http() {
      return URI.create("http://127.0.0.1:" + port);
    }

    URI ready() {
      return URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
    }

    /** The environment by which a Quarkus application takes these ports. */
    Map<String, String> environment() {
      Map<String, String> environment = new LinkedHashMap<>();
      environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
      environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
      environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
      environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
      return environment;
    }
  }

  /** The contact-sync-service that people are sent to. */
  Listener contactSync() {
    return contactSyncs.get(0);
  }

  /** The edm-event-service that people are sent to. */
  Listener edmEvent() {
    return edmEvents.get(0);
  }

  /** The documented ports where they are free. */
  static Addresses choose(Ports ports, Replicas replicas) {
    List<Listener> tokenServices = new ArrayList<>(List.of(at(ports, 8081)));
    List<Listener> contactSyncs = new ArrayList<>(List.of(at(ports, 8082)));
    List<Listener> edmEvents = new ArrayList<>(List.of(at(ports, 8083)));
    Listener simulator = at(ports, 8090);
    for (int replica = 2; replica <= replicas.tokenServices(); replica++) {
      tokenServices.add(at(ports, 8082 + replica));
    }
    for (int replica = 2; replica <= replicas.contactSyncs(); replica++) {
      contactSyncs.add(at(ports, 8120 + replica));
    }
    for (int replica = 2; replica <= replicas.edmEvents(); replica++) {
      edmEvents.add(at(ports, 8140 + replica));
    }
    return new Addresses(
        List.copyOf(tokenServices), List.copyOf(contactSyncs), List.copyOf(edmEvents), simulator);
  }

  private static Listener at(Ports ports, int port) {
    return new Listener(ports.take(port), ports.take(port + 1000));
  }
}
