package io.m1bridge.simulator.call;

import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.behaviour.GatewayBehaviour;
import io.m1bridge.simulator.behaviour.OAuthBehaviour;
import io.m1bridge.simulator.fault.FaultSpec;
import io.m1bridge.simulator.oauth.OAuthServer;
import io.m1bridge.simulator.oauth.TokenAnswers;
import io.m1bridge.simulator.protocol.HttpReply;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code POST /access_token} with the gateway before it and its faults. */
public final class TokenApi {
  private final OAuthServer oauth;
  private final BehaviourKnobs knobs;
  private final Clock clock;
  private final AtomicInteger calls = new AtomicInteger();

  /** Wires. */
  public TokenApi(OAuthServer oauth, BehaviourKnobs knobs, Clock clock) {
    this.oauth = oauth;
    this.knobs = knobs;
    this.clock = clock;
  }

  /** Counts token calls from none again. */
  void reset() {
    calls.set(0);
  }

  /**
   * Answers.
   *
   * @param fault what is to go wrong with this call, or null
   */
  public HttpReply handle(M1Request request, @Nullable FaultSpec fault) {
    if (!request.method().equals("POST")) {
      return HttpReply.html(405, "<html><body><h1>405 Method Not Allowed</h1></body></html>");
    }
    OAuthBehaviour behaviour = knobs.get().oauth();
    GatewayBehaviour gateway = behaviour.gateway();
    if (gateway.answers(calls.getAndIncrement())) {
      if (gateway.effect()) {
        oauth.token(request.parameters());
      }
      return GatewayAnswers.of(gateway, clock.instant());
    }
    if (fault == null) {
      return TokenAnswers.of(oauth.token(request.parameters()), behaviour);
    }
    return switch (fault.kind()) {
      case STATUS -> Spoiling.status(fault);
      case REFUSE ->
          TokenAnswers.failure(
              behaviour.failureStatus(), "server_error", fault.codeOrDefault().text());
      case RESET_BEFORE -> new HttpReply.Reset();
      case DELAY, RESET_AFTER, STATUS_AFTER, TRUNCATED, MALFORMED ->
          Spoiling.after(fault, TokenAnswers.of(oauth.token(request.parameters()), behaviour));
    };
  }
}
