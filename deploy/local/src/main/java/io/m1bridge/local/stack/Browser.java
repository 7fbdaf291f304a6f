package io.m1bridge.local.stack;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * As much of a browser as the consent flow needs: cookies by host (as browsers do, not by port),
 * redirects, and forms. The JDK's own cookie handler keeps cookies of one port from another.
 */
final class Browser {
  private static final int MOST_REDIRECTS = 10;

  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Map<String, Map<String, String>> cookiesByHost = new HashMap<>();

  /** What is shown now. */
  record Page(URI uri, int status, String body) {

    /**
     * The first form whose action contains this text.
     *
     * @throws IOException naming what is shown instead
     */
    Form form(String action) throws IOException {
      return Jsoup.parse(body, uri.toString()).select("form").stream()
          .map(this::read)
          .filter(form -> form.action().toString().contains(action))
          .findFirst()
          .orElseThrow(
              () ->
                  new IOException(
                      "no form for " + action + " at " + uri.getPath() + ", status " + status));
    }

    private Form read(Element form) {
      Map<String, String> values = new LinkedHashMap<>();
      for (Element input : form.select("input[type=hidden][name]")) {
        values.put(input.attr("name"), input.attr("value"));
      }
      return new Form(form.hasAttr("action") ? URI.create(form.absUrl("action")) : uri, values);
    }
  }

  /** A form with its hidden values. */
  record Form(URI action, Map<String, String> values) {
    /** With one more value, as by a button or a field. */
    Form with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Form(action, more);
    }
  }

  /** Opens an address, following redirects. */
  Page open(URI uri) throws IOException {
    return send(HttpRequest.newBuilder(uri).GET(), uri, 0);
  }

  /** Sends a form, following redirects. */
  Page submit(Form form) throws IOException {
    String body =
        form.values().entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    URI target = form.action();
    return send(
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", target.getScheme() + "://" + target.getAuthority())
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        target,
        0);
  }

  private Page send(HttpRequest.Builder request, URI uri, int redirects) throws IOException {
    Map<String, String> cookies =
        cookiesByHost.computeIfAbsent(uri.getHost(), h -> new HashMap<>());
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> response = exchange(request);
    response.headers().allValues("set-cookie").stream()
        .flatMap(header -> HttpCookie.parse(header).stream())
        .forEach(cookie -> keep(cookies, cookie));
    Optional<String> location = response.headers().firstValue("location");
    if (response.statusCode() / 100 == 3 && location.isPresent()) {
      if (redirects == MOST_REDIRECTS) {
        throw new IOException("too many redirects");
      }
      URI next = uri.resolve(location.get());
      return send(HttpRequest.newBuilder(next).GET(), next, redirects + 1);
    }
    return new Page(uri, response.statusCode(), response.body());
  }

  private static void keep(Map<String, String> cookies, HttpCookie cookie) {
    if (cookie.getMaxAge() == 0) {
      cookies.remove(cookie.getName());
    } else {
      cookies.put(cookie.getName(), cookie.getValue());
    }
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(30)).header("Accept", "text/html").build(),
          HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
