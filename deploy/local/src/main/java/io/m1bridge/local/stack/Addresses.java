package io.m1bridge.local.stack;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything listens on the loopback address: HTTP and management port of each process.
 *
 * @param tokenServices one per replica
 * @param simulator there also where a real M1 is used, then unused
 */
record Addresses(
    List<Listener> tokenServices, Listener contactSync, Listener edmEvent, Listener simulator) {

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

  /** The documented ports where they are free. */
  static Addresses choose(Ports ports, int tokenServiceReplicas) {
    List<Listener> tokenServices = new ArrayList<>();
    Listener first = new Listener(ports.take(8081), ports.take(9081));
    Listener contactSync = new Listener(ports.take(8082), ports.take(9082));
    Listener edmEvent = new Listener(ports.take(8083), ports.take(9083));
    Listener simulator = new Listener(ports.take(8090), ports.take(9090));
    tokenServices.add(first);
    for (int replica = 2; replica <= tokenServiceReplicas; replica++) {
      tokenServices.add(new Listener(ports.take(8082 + replica), ports.take(9082 + replica)));
    }
    return new Addresses(List.copyOf(tokenServices), contactSync, edmEvent, simulator);
  }
}
