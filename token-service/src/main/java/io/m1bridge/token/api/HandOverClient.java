package io.m1bridge.token.api;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.refresh.HandOver;
import io.m1bridge.token.refresh.RefreshEnd;
import io.m1bridge.token.secret.Keyset;
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
 * Brings the end of a refresh to the account's new owner, when this replica was fenced before it
 * could store it. It travels encrypted with the shared keyset, which also proves who sent it.
 */
public final class HandOverClient implements HandOver {

  private static final Logger LOG = LoggerFactory.getLogger(HandOverClient.class);

  private final HttpClient http;
  private final FencedLog log;
  private final HandOverSeal seal;

  public HandOverClient(HttpClient http, FencedLog log, Keyset keyset) {
    this.http = http;
    this.log = log;
    this.seal = new HandOverSeal(keyset);
  }

  @Override
  public boolean deliver(AccountId account, RefreshEnd end) {
    Optional<URI> owner = log.ownerElsewhere(account);
    if (owner.isEmpty()) {
      return false;
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                owner.get().resolve("/v1/internal/accounts/" + account + "/hand-over"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(seal.close(account, end)))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 204;
    } catch (IOException e) {
      LogLine.info(LOG).with(LogKey.ACCOUNT_ID, account).say("The new owner does not answer yet");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
