package io.m1bridge.m1.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP/1.1 server of bare sockets: what breaks a connection must be in the test's hands. */
final class RawServer implements AutoCloseable {

  /** One request as it came. */
  record Request(String method, String target, String body, int connection) {}

  /** What the server does with a request that it has read whole. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Request request, Socket socket) throws IOException, InterruptedException;
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger closedByClient = new AtomicInteger();
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger connections = new AtomicInteger();
  private final CompletableFuture<Void> accepting;
  private volatile Behaviour behaviour;

  RawServer(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.accepting = CompletableFuture.runAsync(this::accept, threads);
  }

  void behave(Behaviour next) {
    this.behaviour = next;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  static void reply(Socket socket, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    OutputStream out = socket.getOutputStream();
    out.write(head(status, bytes.length));
    out.write(bytes);
    out.flush();
  }

  static byte[] head(int status, int length) {
    return ("HTTP/1.1 "
            + status
            + " X\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        int number = connections.incrementAndGet();
        threads.execute(() -> serve(socket, number));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!socket.isClosed()) {
        Request request = read(in, connection);
        if (request == null) {
          closedByClient.incrementAndGet();
          return;
        }
        requests.add(request);
        behaviour.answer(request, socket);
      }
    } catch (IOException broken) {
      closedByClient.incrementAndGet();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in, int connection) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    int length = 0;
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    String[] parts = first.split(" ");
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Request(parts[0], parts[1], body, connection);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder out = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        out.append((char) b);
      }
    }
    return out.toString();
  }

  /**
   * Nobody listens any more when this returns. The socket listens until the thread that accepts has
   * left it: a call right after {@code ServerSocket.close} was once accepted, and never answered.
   */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting.join();
    threads.shutdownNow();
  }
}
