package io.m1bridge.token.api;

import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.refresh.HandOver;
import io.m1bridge.token.refresh.RefreshEnd;
import io.m1bridge.token.secret.Keyset;
import java.net.URI;
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

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ReplicaClient replicas;
  private final FencedLog log;
  private final HandOverSeal seal;

  public HandOverClient(ReplicaClient replicas, FencedLog log, Keyset keyset) {
    this.replicas = replicas;
    this.log = log;
    this.seal = new HandOverSeal(keyset);
  }

  @Override
  public boolean deliver(AccountId account, RefreshEnd end) {
    Optional<URI> owner = log.ownerElsewhere(account);
    if (owner.isEmpty()) {
      return false;
    }
    Optional<HttpResponse<byte[]>> answer =
        replicas
            .call(
                "POST",
                owner.get(),
                HandOverResource.PATH.replace("{id}", account.value()),
                TIMEOUT)
            .body("application/octet-stream", seal.close(account, end))
            .send();
    if (answer.isEmpty()) {
      LogLine.info(LOG).with(LogKey.ACCOUNT_ID, account).say("The new owner does not answer yet");
    }
    return answer.filter(response -> response.statusCode() == 204).isPresent();
  }
}
