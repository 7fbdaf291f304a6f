package io.m1bridge.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/q/health/live", 200);
    answer("/q/health/ready", 503);
    server.start();
  }

  private void answer(String path, int status) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldBeWellWhenTheServiceSaysSo() {
    assertThat(health(server.getAddress().getPort(), "live")).isZero();
  }

  @Test
  void shouldBeUnwellWhenTheServiceSaysSo() {
    assertThat(health(server.getAddress().getPort(), "ready")).isEqualTo(1);
  }

  @Test
  void shouldBeUnwellWhenNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(health(port, "live")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alive", "../metrics"})
  void shouldRefuseOtherQuestions(String what) {
    assertThat(health(server.getAddress().getPort(), what)).isEqualTo(2);
  }

  @Test
  void shouldNeedThePort() {
    assertThat(Health.run(new String[] {"live"}, Map.of())).isEqualTo(2);
  }

  private static int health(int port, String what) {
    return Health.run(
        new String[] {what}, Map.of("QUARKUS_MANAGEMENT_PORT", Integer.toString(port)));
  }
}
