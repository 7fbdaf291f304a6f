package io.m1bridge.testkit.m1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.http.M1Clients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** The HTTP adapter with all its decorators, against the answers of M1's own page. */
class HttpM1PortContractTest extends M1PortContract {

  static {
    // Else each answer waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final String SUCCESS = "{\"success\": true, \"data\": \"success\"}";
  private static final Map<String, String> PAGE =
      Map.of(
          "/contact/setting",
          "{\"success\": true, \"data\": {\"id\": 339, \"setting\": []}}",
          "/contact/add",
          "{\"success\": true, \"data\": {\"groupId\": 256}}",
          "/contact/detail",
          "{\"success\": true, \"data\": {\"detail\": {\"id\": 2172079, \"email\": \"t@sina.com\"}}}",
          "/contact/all",
          "{\"success\": true, \"data\": {\"total\": 4831, \"list\": []}}",
          "/contact/group/add",
          "{\"success\": true, \"data\": {\"id\": 12802, \"groupName\": \"0627\"}}",
          "/contact/group/all",
          "{\"success\": true, \"data\": {\"total\": 2, \"groups\": []}}",
          "/contact/tag/all",
          "{\"success\": true, \"data\": {\"total\": 2, \"tags\": []}}",
          "/contact/property/all",
          "{\"success\": true, \"data\": []}",
          "/edm/tasks",
          "{\"success\": true, \"data\": []}",
          "/edm/task/detail",
          "{\"success\": true, \"data\": {\"total_count\": 500, \"detail\": []}}");

  private final Queue<Ending> endings = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final M1Clients clients;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  HttpM1PortContractTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    clients =
        HttpClients.open(URI.create(address), URI.create(address), Map.of(), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    release();
    clients.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Ending ending = endings.poll();
    if (ending == Ending.LOST) {
      exchange.close();
      return;
    }
    String body =
        ending == null
            ? PAGE.getOrDefault(exchange.getRequestURI().getPath(), SUCCESS)
            : "{\"success\": false, \"data\": {\"msg\": \"" + code(ending) + "\"}}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String code(Ending ending) {
    return switch (ending) {
      case REFUSED -> "E10103";
      case CONTACT_LIMIT -> "E00001";
      case INVALID_TOKEN -> "E10101";
      case NO_PERMISSION -> "E10102";
      case HOURLY_LIMIT -> "E10104";
      case SERVER_ERROR -> "E10001";
      case UNEXPLAINED -> "no";
      case LOST -> throw new IllegalStateException("has no code");
    };
  }

  @Override
  protected M1Port port() {
    return clients.m1();
  }

  @Override
  protected void next(Ending ending) {
    endings.add(ending);
  }

  @Override
  protected void hold() {
    gate = new CountDownLatch(1);
  }

  @Override
  protected void release() {
    gate.countDown();
  }

  @Override
  protected int calls() {
    return calls.get();
  }
}
