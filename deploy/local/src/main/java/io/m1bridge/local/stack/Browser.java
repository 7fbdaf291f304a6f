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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of a browser as the consent flow needs: cookies by host (as browsers do, not by port),
 * redirects, and forms. The JDK's own cookie handler keeps cookies of one port from another.
 */
final class Browser {
  private static final int MOST_REDIRECTS = 10;
  private static final Pattern FORM = Pattern.compile("(?s)<form\\b([^>]*)>(.*?)</form>");
  private static final Pattern INPUT = Pattern.compile("(?s)<input\\b([^>]*)>");

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
      Matcher forms = FORM.matcher(body);
      while (forms.find()) {
        String target = attribute(forms.group(1), "action").orElse(uri.getPath());
        if (target.contains(action)) {
          return new Form(uri.resolve(target), hidden(forms.group(2)));
        }
      }
      throw new IOException(
          "no form for " + action + " at " + uri.getPath() + ", status " + status);
    }

    private static Map<String, String> hidden(String form) {
      Map<String, String> values = new LinkedHashMap<>();
      Matcher inputs = INPUT.matcher(form);
      while (inputs.find()) {
        String input = inputs.group(1);
        Optional<String> name = attribute(input, "name");
        if (name.isPresent() && attribute(input, "type").orElse("text").equals("hidden")) {
          values.put(name.get(), attribute(input, "value").orElse(""));
        }
      }
      return values;
    }

    private static Optional<String> attribute(String tag, String name) {
      Matcher matcher =
          Pattern.compile("\\b" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')").matcher(tag);
      return matcher.find()
          ? Optional.of(unescape(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)))
          : Optional.empty();
    }

    private static String unescape(String text) {
      return text.replace("&quot;", "\"")
          .replace("&#39;", "'")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&amp;", "&");
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
