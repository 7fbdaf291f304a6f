package io.m1bridge.simulator.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.behaviour.OAuthBehaviour;
import io.m1bridge.simulator.behaviour.OAuthBehaviour.DeadGrant;
import io.m1bridge.simulator.behaviour.OAuthBehaviour.RefreshTokenInAnswer;
import io.m1bridge.simulator.protocol.HttpReply;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;

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
      ObjectNode answer = Json.object().put("access_token", issued.accessToken());
      putRefreshToken(answer, issued, behaviour);
      return HttpReply.json(200, Json.bytes(answer.put("expires_in", expiresIn)));
    }
    if (outcome instanceof TokenOutcome.DeadGrant) {
      return behaviour.deadGrant() == DeadGrant.CODE_IN_TEXT
          ? HttpReply.text(
              behaviour.failureStatus(),
              "text/plain",
              M1Code.E10101.name() + ": " + M1Code.E10101.text())
          : HttpReply.json(behaviour.failureStatus(), Json.bytes(deadGrant(behaviour.deadGrant())));
    }
    TokenOutcome.Refused refused = (TokenOutcome.Refused) outcome;
    return failure(behaviour.failureStatus(), refused.error(), refused.description());
  }

  private static void putRefreshToken(
      ObjectNode answer, TokenOutcome.Issued issued, OAuthBehaviour behaviour) {
    RefreshTokenInAnswer form =
        issued.byRefresh() ? behaviour.refreshTokenInAnswer() : RefreshTokenInAnswer.NEW;
    switch (form) {
      case NEW, SAME -> answer.put("refresh_token", issued.refreshToken());
      case NULL -> answer.putNull("refresh_token");
      case EMPTY -> answer.put("refresh_token", "");
      case ABSENT -> {}
    }
  }

  private static ObjectNode deadGrant(DeadGrant form) {
    M1Code code = M1Code.E10101;
    ObjectNode answer = Json.object();
    return switch (form) {
      case INVALID_GRANT -> error(answer, "invalid_grant");
      case INVALID_REQUEST -> error(answer, "invalid_request");
      case BAD_REFRESH_TOKEN -> error(answer, "bad_refresh_token");
      case CODE_AS_ERROR -> error(answer, code.name());
      case CODE_IN_DATA -> {
        answer.put("success", false).putObject("data").put("code", code.name());
        yield answer;
      }
      case CODE_NESTED -> {
        answer
            .put("success", false)
            .putObject("error")
            .put("code", code.name())
            .put("message", code.text());
        yield answer;
      }
      case SENTENCE -> answer.put("success", false).put("msg", code.text());
      case CODE_IN_TEXT -> throw new IllegalStateException("It is no JSON");
      case OWN_CODE -> answer.put("errcode", 40001).put("errmsg", "invalid credential");
    };
  }

  private static ObjectNode error(ObjectNode answer, String word) {
    return answer.put("error_description", "refresh token is no longer valid").put("error", word);
  }

  /** The page's failure form. */
  public static HttpReply.Whole failure(int status, String error, String description) {
    return HttpReply.json(
        status,
        Json.bytes(Json.object().put("error_description", description).put("error", error)));
  }
}
