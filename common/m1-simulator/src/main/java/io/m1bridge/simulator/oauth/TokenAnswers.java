package io.m1bridge.simulator.oauth;

import io.m1bridge.simulator.behaviour.OAuthBehaviour;
import io.m1bridge.simulator.protocol.HttpReply;
import io.m1bridge.simulator.protocol.Json;

/** Token outcomes on the wire. */
public final class TokenAnswers {
  private TokenAnswers() {}

  /** The answer to a token call. */
  public static HttpReply.Whole of(TokenOutcome outcome, OAuthBehaviour behaviour) {
    if (outcome instanceof TokenOutcome.Issued issued) {
      long expiresIn =
          switch (behaviour.expiresIn()) {
            case INSTANT_MILLIS -> issued.expiresAt().toEpochMilli();
            case INSTANT_SECONDS -> issued.expiresAt().getEpochSecond();
            case MILLIS -> issued.life().toMillis();
            case SECONDS -> issued.life().toSeconds();
          };
      return HttpReply.json(
          200,
          Json.bytes(
              Json.object()
                  .put("access_token", issued.accessToken())
                  .put("refresh_token", issued.refreshToken())
                  .put("expires_in", expiresIn)));
    }
    TokenOutcome.Refused refused = (TokenOutcome.Refused) outcome;
    return failure(behaviour.failureStatus(), refused.error(), refused.description());
  }

  /** The page's failure form. */
  public static HttpReply.Whole failure(int status, String error, String description) {
    return HttpReply.json(
        status,
        Json.bytes(Json.object().put("error_description", description).put("error", error)));
  }
}
