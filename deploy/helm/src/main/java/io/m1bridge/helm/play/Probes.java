package io.m1bridge.helm.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The probes of a pod, asked from outside as the kubelet asks them. */
final class Probes {

  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final int DEFAULT_PERIOD_SECONDS = 10;
  private static final int DEFAULT_FAILURES = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Podman podman;

  Probes(Podman podman) {
    this.podman = podman;
  }

  /** Waits as long as a cluster would before it ends the pod. */
  void awaitStarted(DemoPod pod) {
    JsonNode probe = pod.container().path("startupProbe");
    if (!probe.isMissingNode()) {
      int period = probe.path("periodSeconds").asInt(DEFAULT_PERIOD_SECONDS);
      int failures = probe.path("failureThreshold").asInt(DEFAULT_FAILURES);
      await(pod, probe, Duration.ofSeconds((long) period * failures), " is started");
    }
  }

  void awaitReady(DemoPod pod) {
    await(pod, pod.container().path("readinessProbe"), READY_WITHIN, " is ready");
  }

  /** Whether a cluster would leave it running. */
  boolean isAlive(DemoPod pod) throws IOException {
    return answers(pod, pod.container().path("livenessProbe"));
  }

  private void await(DemoPod pod, JsonNode probe, Duration within, String what) {
    Waiting.until(
        within,
        pod.name() + what,
        () -> {
          if (!podman.isRunning(pod)) {
            throw new PlayFailure(
                pod.name() + " has ended by itself, exit code " + podman.exitCode(pod));
          }
          return answers(pod, probe);
        });
  }

  private boolean answers(DemoPod pod, JsonNode probe) throws IOException {
    Duration timeout = Duration.ofSeconds(probe.path("timeoutSeconds").asInt(1));
    if (probe.has("tcpSocket")) {
      int port = pod.port(probe.path("tcpSocket").path("port").asText());
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(pod.ip(), port), Math.toIntExact(timeout.toMillis()));
        return true;
      }
    }
    JsonNode get = probe.path("httpGet");
    URI address =
        URI.create(
            "http://"
                + pod.ip()
                + ":"
                + pod.port(get.path("port").asText())
                + get.path("path").asText());
    HttpRequest request = HttpRequest.newBuilder(address).timeout(timeout).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
