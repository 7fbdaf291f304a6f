package io.m1bridge.local;

import io.m1bridge.process.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What running services show to Prometheus, and what dashboards and alerts ask it for. */
final class Scrapes {

  private static final Pattern PORT = Pattern.compile("QUARKUS_MANAGEMENT_PORT=(\\d+)");
  private static final Pattern SHOWN = Pattern.compile("(?m)^([a-zA-Z_]\\w*)[ {]");
  private static final Pattern ASKED_FOR =
      Pattern.compile("\\b(?:m1|m1bridge|jvm|http|kafka|process|system)_\\w+\\b");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** They come to be with the first of what they count, which a run need not have. */
  private static final Set<String> OF_TROUBLE =
      Set.of(
          "m1bridge_contact_sync_internal_errors_total",
          "m1bridge_contact_sync_passed_over_total",
          "m1bridge_edm_dead_letters_total",
          "m1bridge_edm_rows_unreadable_date_total",
          "m1bridge_edm_rows_vanished_total",
          "m1bridge_token_refreshes_total",
          "m1bridge_token_throttled_total");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<URI> services = new ArrayList<>();
  private final Set<String> shown = new TreeSet<>();

  /** Reads the service of a process from now on, also after it was started again. */
  void add(long pid) throws IOException {
    Matcher port = PORT.matcher(Files.readString(Path.of("/proc/" + pid + "/environ")));
    if (!port.find()) {
      throw new IllegalStateException("Process " + pid + " is told no management port");
    }
    services.add(URI.create("http://127.0.0.1:" + port.group(1) + "/q/metrics"));
  }

  /** Looks at all of them once; one that is away just now is looked at the next time. */
  void look() throws InterruptedException {
    for (URI service : services) {
      try {
        HttpRequest request = HttpRequest.newBuilder(service).timeout(PATIENCE).build();
        Matcher name =
            SHOWN.matcher(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        while (name.find()) {
          shown.add(name.group(1));
        }
      } catch (IOException e) {
        // Killed, or not there yet.
        continue;
      }
    }
  }

  /** The names of all metrics that were seen. */
  Set<String> shown() {
    return shown;
  }

  /** The names that dashboards and alerts have, but those of trouble. */
  static Set<String> askedFor() throws IOException {
    Path monitoring = Checkout.root().resolve("deploy/monitoring");
    Set<String> names = new TreeSet<>();
    try (Stream<Path> dashboards = Files.list(monitoring.resolve("dashboards"))) {
      for (Path file :
          Stream.concat(dashboards, Stream.of(monitoring.resolve("alerts.yaml"))).toList()) {
        Matcher name = ASKED_FOR.matcher(Files.readString(file));
        while (name.find()) {
          names.add(name.group());
        }
      }
    }
    names.removeAll(OF_TROUBLE);
    return names;
  }
}
