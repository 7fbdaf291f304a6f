package io.m1bridge.images;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The health command of an image, which has no shell and no curl: asks the management port of the
 * service beside it. A plain socket, since this is a JVM of its own each time and an HTTP client
 * would double its start.
 */
public final class Health {
  private static final int PATIENCE_MS = 5_000;
  private static final int WELL = 0;
  private static final int UNWELL = 1;
  private static final int MISUSED = 2;

  private Health() {}

  /**
   * Ends with 0 if the service says that it is up, else with 1 and why on standard error, which the
   * engine keeps.
   *
   * @param args {@code live}, {@code ready} or {@code started}
   */
  public static void main(String[] args) {
    System.exit(run(args, System.getenv()));
  }

  static int run(String[] args, Map<String, String> environment) {
    String port = environment.getOrDefault("QUARKUS_MANAGEMENT_PORT", "");
    if (args.length != 1 || !args[0].matches("live|ready|started") || !port.matches("\\d{1,5}")) {
      System.err.println(
          "Usage: Health live|ready|started, with the port in QUARKUS_MANAGEMENT_PORT");
      return MISUSED;
    }
    try {
      String status = ask(Integer.parseInt(port), args[0]);
      if (status.matches("HTTP/1\\.[01] 200( .*)?")) {
        return WELL;
      }
      System.err.println("Not " + args[0] + ": " + status);
    } catch (IOException e) {
      System.err.println("No answer on port " + port + ": " + e.getMessage());
    }
    return UNWELL;
  }

  private static String ask(int port, String what) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      String request = "GET /q/health/" + what + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String status = answer.readLine();
      return status == null ? "the connection was closed" : status;
    }
  }
}
