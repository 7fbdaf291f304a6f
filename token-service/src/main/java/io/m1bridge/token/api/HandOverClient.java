package io.m1bridge.token.api;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.TokenSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings new tokens to the account's new owner, when this replica was fenced between asking for
 * them and storing them. They travel encrypted with the shared keyset, which also proves who sent
 * them.
 */
public final class HandOverClient {

  private static final Logger LOG = LoggerFactory.getLogger(HandOverClient.class);

  private final HttpClient http;
  private final FencedLog log;
  private final HandOverSeal seal;

  public HandOverClient(HttpClient http, FencedLog log, Keyset keyset) {
    this.http = http;
    this.log = log;
    this.seal = new HandOverSeal(keyset);
  }

  /** Whether the new owner has them, or something newer. */
  public boolean deliver(AccountId account, TokenSet next) {
    Optional<URI> owner = log.ownerElsewhere(account);
    if (owner.isEmpty()) {
      return false;
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                owner.get().resolve("/v1/internal/accounts/" + account + "/hand-over"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(seal.close(account, next)))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 204;
    } catch (IOException e) {
      LOG.info("The new owner of account {} does not answer yet", account);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
