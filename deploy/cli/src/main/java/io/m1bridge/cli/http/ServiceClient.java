package io.m1bridge.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks one service. Redirects are failures: no token follows one. */
public final class ServiceClient {

  private static final String MISSING = "M1bridge-Missing-Replicas";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Duration CONNECTING = Duration.ofSeconds(20);
  private static final Duration AT_LEAVING = Duration.ofSeconds(5);

  private final HttpClient http;
  private final String service;
  private final URI base;
  private final Credential credential;
  private final Duration timeout;

  /**
   * @param service its name, for people
   * @param base its address, without a path of its own or with one
   * @param option the option that sets the address
   * @param allowInsecure whether a token may cross a network over plain http
   * @param timeout how long an answer may take; connecting takes 20 s at most
   */
  public ServiceClient(
      String service,
      URI base,
      String option,
      Credential credential,
      boolean allowInsecure,
      Duration timeout) {
    this.service = service;
    this.base = checked(base, option, allowInsecure);
    this.credential = credential;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(shorter(timeout, CONNECTING))
            .build();
  }

  private static URI checked(URI base, String option, boolean allowInsecure) {
    boolean plain = "http".equalsIgnoreCase(base.getScheme());
    if (base.getHost() == null || !(plain || "https".equalsIgnoreCase(base.getScheme()))) {
      throw new Failure(ExitCode.USAGE, option + " must be an http:// or https:// address", null);
    }
    if (plain && !allowInsecure && !THIS_MACHINE.contains(base.getHost())) {
      throw new Failure(
          ExitCode.USAGE,
          option + " is plain http on another machine: everybody on the way could read the token",
          "Use https or a port-forward; or say --allow-insecure");
    }
    return base;
  }

  /** What a GET of this path answers. */
  public JsonNode get(String... path) {
    return get(Map.of(), path);
  }

  /** What a GET of this path with these parameters answers. */
  public JsonNode get(Map<String, String> query, String... path) {
    return json(send(request(query, path).GET().build()));
  }

  /**
   * What all replicas of a service answer together.
   *
   * @param missing how many of them did not
   */
  public record OfAll(JsonNode answer, int missing) {}

  /** The same of what one replica puts together of all. */
  public OfAll getOfAll(Map<String, String> query, String... path) {
    HttpResponse<byte[]> answer = send(request(query, path).GET().build());
    int missing =
        answer
            .headers()
            .firstValue(MISSING)
            .filter(text -> text.matches("\\d{1,6}"))
            .map(Integer::valueOf)
            .orElse(0);
    return new OfAll(json(answer), missing);
  }

  /** What a POST of this body answers. */
  public JsonNode post(Map<String, ?> body, String... path) {
    try {
      return post("application/json", JSON.writeValueAsBytes(body), Map.of(), path);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values, and still no JSON", e);
    }
  }

  /** What a POST of this body of this media type, with these parameters, answers. */
  public JsonNode post(String type, byte[] body, Map<String, String> query, String... path) {
    return json(
        send(
            request(query, path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build()));
  }

  /** Deletes what has this path. Waits for some seconds at most: something else is going on. */
  public void delete(String... path) {
    send(request(Map.of(), path).timeout(shorter(timeout, AT_LEAVING)).DELETE().build());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private HttpRequest.Builder request(Map<String, String> query, String... path) {
    String below =
        Arrays.stream(path).map(ServiceClient::encoded).collect(Collectors.joining("/", "/", ""));
    if (!query.isEmpty()) {
      below +=
          new TreeMap<>(query)
              .entrySet().stream()
                  .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                  .collect(Collectors.joining("&", "?", ""));
    }
    String root = base.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + below))
            .timeout(timeout)
            .header("Accept", "application/json, application/problem+json");
    credential.header().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw refused(answer);
      }
      return answer;
    } catch (HttpConnectTimeoutException e) {
      throw away();
    } catch (HttpTimeoutException e) {
      throw new Failure(
          ExitCode.UNAVAILABLE,
          service + " has not answered within " + timeout.toSeconds() + " seconds",
          request.method().equals("GET")
              ? "Give it longer: --timeout"
              : "Nobody can tell whether it was done: look at it in a minute or two before you"
                  + " repeat it");
    } catch (IOException e) {
      throw away();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.UNAVAILABLE, "Interrupted", null);
    }
  }

  private Failure away() {
    return new Failure(
        ExitCode.UNAVAILABLE,
        service + " does not answer at " + address(),
        "Is it running there? Options and variables for addresses: m1bridge --help");
  }

  private Failure refused(HttpResponse<byte[]> answer) {
    JsonNode problem = problem(answer.body());
    int status = answer.statusCode();
    String said = text(problem, "title", "HTTP " + status);
    String detail = text(problem, "detail", "");
    String message = service + ": " + said + (detail.isEmpty() ? "" : ". " + detail);
    String advice = problem.path("advice").asText("");
    if (status == 401) {
      return new Failure(ExitCode.NOT_ALLOWED, message, credential.howToGive());
    }
    return new Failure(exitCode(status), message, advice.isEmpty() ? null : advice);
  }

  private static ExitCode exitCode(int status) {
    return switch (status) {
      case 403 -> ExitCode.NOT_ALLOWED;
      case 404 -> ExitCode.NOT_FOUND;
      case 400, 409, 413 -> ExitCode.REFUSED;
      case 429, 502, 503, 504 -> ExitCode.UNAVAILABLE;
      default -> ExitCode.FAILED;
    };
  }

  private static String text(JsonNode problem, String field, String otherwise) {
    String said = problem.path(field).asText("");
    return said.isEmpty() ? otherwise : said;
  }

  /** A proxy's page is none. */
  private static JsonNode problem(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "What answers at " + address() + " is not " + service + ": its answer is no JSON",
          "Check the address");
    }
  }

  /** Without what may stand before an @. */
  private String address() {
    return base.getScheme()
        + "://"
        + base.getHost()
        + (base.getPort() < 0 ? "" : ":" + base.getPort());
  }
}
