package io.m1bridge.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SharedProcessesIT {

  @Test
  void shouldStartKafkaOncePerJvm() throws IOException {
    String first = SharedKafka.bootstrapServers();
    String second = new KafkaTestResource().start().get("kafka.bootstrap.servers");

    assertThat(second).isEqualTo(first);
    URI address = URI.create("kafka://" + first);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void shouldServeControlApiOfSimulator() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(SharedSimulator.control() + "/accounts").toURL().openConnection();

    assertThat(connection.getResponseCode()).isEqualTo(200);
    assertThat(new SimulatorTestResource().start())
        .containsEntry("m1bridge.m1.url", SharedSimulator.base() + "/v2");
  }
}
