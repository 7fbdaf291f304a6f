package io.m1bridge.process;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A child for the tests: answers its health with a status, dies, or ignores SIGTERM, as told. */
final class TestService {

  private TestService() {}

  static JvmCommand command(String name, String... arguments) {
    return JvmCommand.ofMain(
            name, System.getProperty("java.class.path"), TestService.class.getName())
        .withJvmOptions("-Xmx32m", "-XX:+UseSerialGC")
        .withArguments(arguments);
  }

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "serve" -> serve(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      case "die" -> {
        System.out.println("cannot bind the port");
        System.exit(3);
      }
      case "stubborn" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(TestService::sleepForEver));
        serve(Integer.parseInt(args[1]), 200);
      }
      case "parent" -> parent(args[1], Integer.parseInt(args[2]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void serve(int port, int status) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    byte[] body = "{\"database\":\"DOWN\"}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Owns a child of its own, whose pid stands in its log. */
  private static void parent(String directory, int port) {
    LocalProcesses processes = LocalProcesses.in(java.nio.file.Path.of(directory));
    ServiceProcess child =
        processes.start(command("grandchild", "serve", Integer.toString(port), "200"));
    System.out.println("grandchild " + child.pid() + ".");
    sleepForEver();
  }

  private static void sleepForEver() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
