package io.m1bridge.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.m1bridge.local.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulator is not the only one who counts. */
class VerificationTest {

  private static final String SUMMARY =
      "{\"byPath\":{\"contact/add\":3},\"limit\":2,\"overLimit\":%d,\"maxInAnyHour\":2}";

  private HttpServer m1;

  @BeforeEach
  void start() throws IOException {
    m1 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/_sim/accounts/demo/contacts", "[]");
    answer("/_sim/accounts/demo/engagement", "[]");
    m1.start();
  }

  @AfterEach
  void stop() {
    m1.stop(0);
  }

  @Test
  void shouldFindCallsAboveTheLimitThatTheSimulatorLetThrough() throws IOException {
    answer("/_sim/accounts/demo/calls", "[{\"time\":1000},{\"time\":5000},{\"time\":3600999}]");
    answer("/_sim/accounts/demo/calls/summary", SUMMARY.formatted(0));

    assertThat(verified()).isEqualTo(new Simulator.Calls(3, 0, 2, 1, 3));
  }

  @Test
  void shouldFindNoneWhereAnHourIsOver() throws IOException {
    answer("/_sim/accounts/demo/calls", "[{\"time\":1000},{\"time\":5000},{\"time\":3601000}]");
    answer("/_sim/accounts/demo/calls/summary", SUMMARY.formatted(0));

    assertThat(verified().overLimit()).isZero();
  }

  @Test
  void shouldBelieveTheSimulatorWhereItCountsMore() throws IOException {
    answer("/_sim/accounts/demo/calls", "[]");
    answer("/_sim/accounts/demo/calls/summary", SUMMARY.formatted(4));

    assertThat(verified().overLimit()).isEqualTo(4);
  }

  private Simulator.Calls verified() throws IOException {
    URI address = URI.create("http://127.0.0.1:" + m1.getAddress().getPort());
    Simulator simulator = new Simulator(address, "demo");
    return Verification.of(Map.of(), List.of(), simulator, NameReading.AS_SENT).calls();
  }

  private void answer(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    m1.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
