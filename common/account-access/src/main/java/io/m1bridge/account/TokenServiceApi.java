package io.m1bridge.account;

import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.m1.AccountId;
import java.util.concurrent.CompletionStage;

/**
 * token-service as this side sees it. No stage completes exceptionally because of the network or
 * token-service: that is an outcome.
 */
interface TokenServiceApi {

  CompletionStage<PermitsOutcome> permits(PermitsRequest request);

  CompletionStage<TokenOutcome> token(AccountId account);

  /** Completes with whether the report arrived. */
  CompletionStage<Boolean> invalidate(AccountId account, String fingerprint);

  /** Completes with what became of the report. */
  CompletionStage<NoPermission> noPermission(AccountId account, String fingerprint);

  /** What became of a report of E10102. */
  enum NoPermission {
    /** The account is suspended, or is none that could be called for. */
    TAKEN,
    /** It was about a token that is not the current one, or too young: nothing was suspended. */
    WITHOUT_EFFECT,
    NOT_ARRIVED
  }

  /** How a request for permits ended. */
  sealed interface PermitsOutcome {

    record Answered(PermitsAnswer answer) implements PermitsOutcome {}

    /** No answer that can be used; the reason holds no secret. */
    record Away(String reason) implements PermitsOutcome {}
  }
}
