package io.m1bridge.simulator.behaviour;

import java.time.Duration;

/**
 * A gateway before the token endpoint that answers in its place.
 *
 * @param answer what it answers
 * @param status HTTP status of its answer
 * @param quotesPath whether its pages and texts name the path that was asked for, as those of many
 *     servers do
 * @param effect whether the token call behind it takes effect
 * @param retryAfter when it says to come again; zero: it says nothing
 * @param retryAfterForm form of {@code Retry-After}
 * @param after so many token calls since the start go through first
 * @param calls so many calls it answers then, and the rest go through; 0: all
 */
public record GatewayBehaviour(
    Answer answer,
    int status,
    boolean quotesPath,
    boolean effect,
    Duration retryAfter,
    RetryAfterForm retryAfterForm,
    int after,
    int calls) {

  /** Checks status and numbers. */
  public GatewayBehaviour {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("oauth.gateway.status must be from 200 to 599");
    }
    if (retryAfter.isNegative()) {
      throw new IllegalArgumentException("oauth.gateway.retryAfter must not be negative");
    }
    if (after < 0 || calls < 0) {
      throw new IllegalArgumentException("numbers below oauth.gateway must not be negative");
    }
  }

  /** Whether it answers a token call before which there were so many. */
  public boolean answers(int callsBefore) {
    return answer != Answer.NONE
        && callsBefore >= after
        && (calls == 0 || callsBefore - after < calls);
  }

  /** What a gateway answers. */
  public enum Answer {
    /** Nothing: the call goes through. */
    NONE,
    HTML,
    TEXT,
    EMPTY,
    /** JSON of the gateway itself, {@code {"status": 503, "error": "Service Unavailable"}}. */
    JSON,
    /** {@code {}}. */
    EMPTY_JSON,
    /** No answer: the connection closes. */
    RESET
  }

  /** Form of {@code Retry-After}. */
  public enum RetryAfterForm {
    SECONDS,
    /** An HTTP date by M1's clock. */
    DATE
  }

  static GatewayBehaviour defaults() {
    return new GatewayBehaviour(
        Answer.NONE, 503, false, false, Duration.ZERO, RetryAfterForm.SECONDS, 0, 0);
  }
}
