package io.m1bridge.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/** token-service as this process uses it: by its pages as a person would, and by REST. */
final class TokenService {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  /**
   * Shorter than an answer may take: a token-service that was killed after the confirmation has
   * forgotten it, and then only another attempt helps.
   */
  private static final Duration AUTHORIZED_WITHIN = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final JsonHttp json = new JsonHttp();
  private final URI base;
  private final Credentials credentials;
  private final Clock clock;

  TokenService(URI base, Credentials credentials, Clock clock) {
    this.base = base;
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * Connects an account through the whole authorization-code flow: signs in, begins, consents at
   * the simulator, comes back, confirms.
   *
   * @param meanwhile called while it waits: starts again what died
   * @throws IOException if a step does not lead to the next one
   */
  void connect(String account, Runnable meanwhile) throws IOException {
    await(account, state -> true, ANSWER_WITHIN, meanwhile);
    Browser browser = new Browser();
    browser.open(base.resolve("/?token=" + credentials.uiToken()));
    URI begin = base.resolve("/ui/accounts/" + account + "/connect");
    Browser.Page consent = browser.submit(new Browser.Form(begin, Map.of()));
    Browser.Page confirm =
        browser.submit(
            consent.form("/authorize").with("account", account).with("decision", "allow"));
    browser.submit(confirm.form("/ui/connect/confirm"));
    await(account, state -> state.equals("authorized"), AUTHORIZED_WITHIN, meanwhile);
  }

  /** Waits, without end, until a person has connected the account. */
  void awaitAuthorized(String account, Runnable meanwhile) {
    while (true) {
      meanwhile.run();
      try {
        if (state(account).equals("authorized")) {
          return;
        }
      } catch (IOException e) {
        // Not there yet, or just being started again by the supervisor: ask again.
      }
      pause();
    }
  }

  private void await(
      String account, Predicate<String> wanted, Duration patience, Runnable meanwhile)
      throws IOException {
    Instant deadline = clock.instant().plus(patience);
    while (true) {
      meanwhile.run();
      IOException last;
      try {
        String state = state(account);
        if (wanted.test(state)) {
          return;
        }
        last = new IOException("account " + account + " is " + state);
      } catch (IOException e) {
        last = e;
      }
      if (clock.instant().isAfter(deadline)) {
        throw last;
      }
      pause();
    }
  }

  private String state(String account) throws IOException {
    JsonNode view =
        json.get(base.resolve("/v1/accounts/" + account)).bearer(credentials.adminToken()).ok();
    return view.path("state").asText();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for token-service", e);
    }
  }
}
