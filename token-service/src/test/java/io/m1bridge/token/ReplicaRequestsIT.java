package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What callers and browsers get at a replica, whichever owns the account. */
@Tag("slow")
class ReplicaRequestsIT extends TwoReplicas {

  @Test
  void shouldRefuseStrangersAndBadInputPrecisely() throws Exception {
    String path = "/v1/accounts/demo/token";
    assertThat(send(first, "POST", path, Map.of(), "").status()).isEqualTo(401);
    assertThat(call(first, "POST", path, "stranger", "").status()).isEqualTo(403);
    assertThat(
            callWith(
                first, caller.jwt("contact-sync", "other", Instant.now().plusSeconds(60)), path))
        .isEqualTo(401);
    assertThat(
            callWith(
                first,
                caller.jwt("contact-sync", "token-service", Instant.now().minusSeconds(120)),
                path))
        .isEqualTo(401);
    assertThat(call(first, "POST", "/v1/accounts/nobody/token", "contact-sync", "").status())
        .isEqualTo(404);
    assertThat(call(first, "POST", "/v1/accounts/No_Body/token", "contact-sync", "").status())
        .isEqualTo(400);
    assertThat(call(first, "PUT", "/v1/accounts/x", "contact-sync", "{}").status()).isEqualTo(403);
    assertThat(call(first, "PUT", "/v1/accounts/x", "local-admin", "{}").status()).isEqualTo(400);
    assertThat(call(first, "POST", "/v1/permits", "contact-sync", "{\"instance\":").status())
        .isEqualTo(400);
  }

  /** What a client wrote as a path must not become the host that gets the caller's JWT. */
  @Test
  void shouldSendARequestOnToReplicasOnly() throws Exception {
    List<String> taken = new CopyOnWriteArrayList<>();
    HttpServer stranger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          taken.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().keySet());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    stranger.start();
    awaitOwner(first, 12);
    awaitOwner(second, 12);
    try {
      String account = simulatedAccount();
      String host = "//127.0.0.1:" + stranger.getAddress().getPort() + "/..";
      for (Replica replica : List.of(first, second)) {
        URI uri = URI.create(replica.base() + host + "/v1/accounts/" + account + "/disconnect");
        Answer answer =
            HTTP.call("POST", uri)
                .header("Authorization", "Bearer " + caller.jwt("local-admin"))
                .answer();
        assertThat(taken).as("status %d", answer.status()).isEmpty();
        assertThat(answer.status()).isEqualTo(200);
      }
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void shouldShowCallsAtEveryReplicaAndDisconnectAtOnce() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    AtomicInteger granted = new AtomicInteger();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                granted.addAndGet(permits(second, account, 3).at("/leases/0/permits").asInt()) > 0);
    for (Replica replica : List.of(first, second)) {
      assertThat(ui(browser(), replica, "GET", "/ui/accounts/" + account, "").body())
          .as("the owner's count, at %s", replica.base())
          .contains("contact-sync <strong>" + granted + "</strong>");
    }
    assertThat(
            send(
                    first,
                    "POST",
                    "/v1/internal/call-counts",
                    Map.of("Content-Type", "application/octet-stream"),
                    "[\"" + account + "\"]")
                .status())
        .isEqualTo(403);

    assertThat(
            call(first, "POST", "/v1/accounts/" + account + "/disconnect", "contact-sync", "")
                .status())
        .isEqualTo(403);
    for (Replica replica : List.of(first, second)) {
      Answer gone = ui(browser(), replica, "POST", "/ui/accounts/" + account + "/disconnect", "");
      assertThat(gone.status()).as(gone.body()).isEqualTo(303);
      assertThat(gone.header("Location")).contains("/ui/accounts/" + account);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> tokenStatus(first, account) == 409 && tokenStatus(second, account) == 409);
      connect(replica, account);
    }
    assertThat(
            call(second, "POST", "/v1/accounts/" + account + "/disconnect", "local-admin", "")
                .json()
                .get("state")
                .asText())
        .isEqualTo("needs-authorization");
  }

  @Test
  void shouldRefuseACallbackOutsideAFlowAndARefusedConsent() throws Exception {
    Answer forged =
        HTTP.get(first.base().resolve("/oauth2/callback?code=stolen"))
            .header("Accept", "text/html")
            .answer();
    assertThat(forged.status()).isEqualTo(400);
    assertThat(forged.body()).contains("No connect is under way").doesNotContain("stolen");

    String account = simulatedAccount();
    JsonHttp browser = browser();
    decide(browser, first, account, "deny", 400);
  }

  @Test
  void shouldEndTheFirstOfTwoConnectsInOneBrowserVisibly() throws Exception {
    String ended = simulatedAccount();
    String wanted = simulatedAccount();
    JsonHttp browser = browser();
    behave("{\"oauth\": {\"echoState\": true}}");
    try {
      URI replaced = begin(browser, second, ended);
      URI next = begin(browser, second, wanted);

      Answer late = answer(browser, replaced, ended, "allow");
      assertThat(late.status()).isEqualTo(409);
      assertThat(late.body())
          .contains("Another connect was begun in this browser after this one", wanted);

      assertThat(answer(browser, next, wanted, "allow").status()).isEqualTo(303);
    } finally {
      behave("{\"oauth\": {\"echoState\": false}}");
    }
    assertThat(ui(browser, second, "GET", "/ui/connect/confirm", "").body())
        .contains("A connect of " + ended + " was under way in this browser");
    Answer stale = ui(browser, second, "POST", "/ui/connect/confirm", "flow=of-the-other-tab");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(ui(browser, second, "POST", "/ui/connect/confirm", "").status()).isEqualTo(303);
    assertThat(token(second, wanted).get("accessToken").asText()).isNotBlank();
    assertThat(tokenStatus(second, ended)).isEqualTo(409);
  }
}
