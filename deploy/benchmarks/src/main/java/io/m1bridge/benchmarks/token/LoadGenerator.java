package io.m1bridge.benchmarks.token;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends one request again and again over a fixed number of connections, each waiting for its answer
 * before the next (a closed loop). It is written on sockets, since it shares the machine with what
 * it measures: a full HTTP client takes more processor time than the server.
 */
final class LoadGenerator {

  private final URI target;
  private final byte[] request;
  private final int connections;

  LoadGenerator(URI target, String authorization, int connections) {
    this.target = target;
    this.connections = connections;
    this.request =
        ("POST "
                + target.getPath()
                + " HTTP/1.1\r\nHost: "
                + target.getAuthority()
                + "\r\nAccept: application/json\r\nAuthorization: "
                + authorization
                + "\r\nContent-Length: 0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * What a round measured.
   *
   * @param perSecond answers
   * @param p50Ms half of the answers took no longer
   * @param p99Ms 99 of 100 answers took no longer
   */
  record Round(double perSecond, double p50Ms, double p99Ms) {}

  /**
   * Loads for so long.
   *
   * @throws IOException if an answer is not 200
   */
  Round run(Duration duration) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long began = System.nanoTime();
      long deadline = began + duration.toNanos();
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(threads.submit(() -> loop(deadline)));
      }
      List<long[]> nanos = new ArrayList<>();
      for (Future<long[]> each : running) {
        nanos.add(each.get());
      }
      return round(nanos, System.nanoTime() - began);
    } catch (ExecutionException e) {
      throw new IOException("The load on " + target.getPath() + " broke off", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private long[] loop(long deadline) throws IOException {
    long[] nanos = new long[1 << 12];
    int count = 0;
    try (PlainConnection connection = PlainConnection.open(target)) {
      long began = System.nanoTime();
      while (began < deadline) {
        int status = connection.exchange(request);
        if (status != 200) {
          throw new IOException("Answered with status " + status);
        }
        long ended = System.nanoTime();
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = ended - began;
        began = ended;
      }
    }
    return Arrays.copyOf(nanos, count);
  }

  static Round round(List<long[]> nanos, long tookNanos) {
    long[] all = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Round(all.length / (tookNanos / 1e9), rank(all, 50), rank(all, 99));
  }

  private static double rank(long[] sorted, int percent) {
    int index = (int) Math.ceil(percent / 100.0 * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }
}
