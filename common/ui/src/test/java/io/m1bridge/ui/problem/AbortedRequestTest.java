package io.m1bridge.ui.problem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AbortedRequestTest {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class.getName());

  @TestHTTPResource URI service;

  private final BlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record);
        }

        @Override
        public void flush() {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    LOG.setLevel(Level.FINE);
    LOG.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(handler);
    LOG.setLevel(null);
  }

  @Test
  void shouldNotCallItAnErrorWhenTheClientGoesAway() throws Exception {
    sendHalfAnOrder();

    LogRecord record = logged.poll(20, TimeUnit.SECONDS);
    assertThat(record).isNotNull();
    assertThat(record.getLevel().intValue()).isLessThanOrEqualTo(Level.FINE.intValue());
    assertThat(record.getMessage()).contains("went away");
  }

  /** Goes away once the service says that it reads the body. */
  private void sendHalfAnOrder() throws IOException {
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      String head =
          "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
      assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 100");
    }
  }
}
