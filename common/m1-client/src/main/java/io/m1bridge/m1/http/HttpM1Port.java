package io.m1bridge.m1.http;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.wire.Endpoint;
import io.m1bridge.m1.wire.FormEncoder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * M1 over HTTP: one {@code send} is one request. Answers are read on the transport's thread, and
 * stages complete there: who has more to do than a hand-over moves to a thread of its own.
 */
final class HttpM1Port implements M1Port {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Transport transport;
  private final String base;
  private final Clock clock;

  HttpM1Port(Transport transport, URI base, Clock clock) {
    this.transport = transport;
    this.base = base.toString().replaceAll("/+$", "");
    this.clock = clock;
  }

  @Override
  public <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken token, M1Call<T> call) {
    try {
      return exchange(token, call).thenApply(reply -> outcome(call, reply));
    } catch (IllegalArgumentException bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  private <T> CompletionStage<Reply> exchange(AccessToken token, M1Call<T> call) {
    Endpoint<M1Call<T>, T> endpoint = Endpoint.of(call);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("token", token.value());
    parameters.putAll(endpoint.send(call));
    String encoded = FormEncoder.encode(parameters);
    String address = base + "/" + call.name();
    return endpoint.kind().isPost()
        ? transport.post(URI.create(address), encoded)
        : transport.get(URI.create(address + "?" + encoded));
  }

  private <T> M1Outcome<T> outcome(M1Call<T> call, Reply reply) {
    if (reply instanceof Reply.Answer answer) {
      return FailureReader.read(call, answer, clock.instant());
    }
    if (reply instanceof Reply.NotSent notSent) {
      return new M1Outcome.Unavailable<>(notSent.reason(), SOON);
    }
    return FailureReader.notUnderstood(call, ((Reply.Lost) reply).reason());
  }
}
