package io.m1bridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowserTest {
  private final List<String> requests = new ArrayList<>();
  private HttpServer service;
  private HttpServer consent;

  @BeforeEach
  void start() throws IOException {
    consent = server();
    service = server();
    service.createContext(
        "/connect",
        e -> redirect(e, address(consent) + "/ask?a=1&b=2", "flow=f1; Path=/; HttpOnly"));
    consent.createContext(
        "/ask",
        e ->
            page(
                e,
                """
                <form method="post" action="/refuse"><input type="hidden" name="x" value="1"></form>
                <form id="f" method="post" action="/decide">
                  <input type="hidden" name="uri" value="http://x/?a=1&amp;b=2">
                  <input type="text" name="typed" value="no">
                  <button name="decision" value="allow">Allow</button>
                </form>"""));
    consent.createContext("/decide", e -> redirect(e, address(service) + "/callback?code=c", null));
    service.createContext("/callback", e -> page(e, "done"));
  }

  @AfterEach
  void stop() {
    service.stop(0);
    consent.stop(0);
  }

  @Test
  void shouldFollowRedirectsAndFormsAndKeepCookiesAcrossPorts() throws IOException {
    Browser browser = new Browser();
    Browser.Page asked = browser.open(URI.create(address(service) + "/connect"));
    Browser.Page done =
        browser.submit(asked.form("/decide").with("decision", "allow").with("account", "démo"));

    assertThat(done.body()).isEqualTo("done");
    assertThat(requests)
        .containsExactly(
            "GET /connect cookies=null body=",
            "GET /ask?a=1&b=2 cookies=flow=f1 body=",
            "POST /decide cookies=flow=f1 body=uri=http%3A%2F%2Fx%2F%3Fa%3D1%26b%3D2&decision=allow&account=d%C3%A9mo",
            "GET /callback?code=c cookies=flow=f1 body=");
  }

  @Test
  void shouldSayWhatIsShownWhereAFormIsMissing() throws IOException {
    Browser.Page page = new Browser().open(URI.create(address(service) + "/callback"));
    assertThatThrownBy(() -> page.form("/decide"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/callback, status 200");
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void redirect(HttpExchange exchange, String to, String cookie) throws IOException {
    note(exchange);
    exchange.getResponseHeaders().add("Location", to);
    if (cookie != null) {
      exchange.getResponseHeaders().add("Set-Cookie", cookie);
    }
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void page(HttpExchange exchange, String body) throws IOException {
    note(exchange);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void note(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " cookies="
            + exchange.getRequestHeaders().getFirst("Cookie")
            + " body="
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }
}
