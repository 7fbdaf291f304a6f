package io.m1bridge.m1.http;

import java.time.Duration;

/**
 * @param connectTimeout for name look-up, TCP and TLS
 * @param callTimeout for the whole call; nothing of it is sent later than this after it was made
 * @param maxConcurrent calls at once; further ones are not sent
 * @param keepAlive how long an idle connection is kept; zero: every call has a new one
 * @param maxAnswerBytes the longest answer that is read
 */
record TransportSettings(
    Duration connectTimeout,
    Duration callTimeout,
    int maxConcurrent,
    Duration keepAlive,
    int maxAnswerBytes) {

  private static final int LEAST_ANSWER = 1 << 20;

  TransportSettings {
    if (connectTimeout.toMillis() < 1 || connectTimeout.compareTo(callTimeout) >= 0) {
      throw new IllegalArgumentException(
          "m1bridge.m1.connect-timeout must be positive and shorter than m1bridge.m1.call-timeout");
    }
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException("m1bridge.m1.max-concurrent must be at least 1");
    }
    if (keepAlive.isNegative()) {
      throw new IllegalArgumentException("m1bridge.m1.keep-alive must not be negative");
    }
    if (maxAnswerBytes < LEAST_ANSWER) {
      throw new IllegalArgumentException(
          "m1bridge.m1.max-answer-bytes must be at least "
              + LEAST_ANSWER
              + ": a page of M1's lists has so many");
    }
  }

  boolean reusesConnections() {
    return !keepAlive.isZero();
  }

  /**
   * A new connection per call: a kept one may be closed by the other side just as it is used, and
   * then nobody knows whether the call arrived.
   */
  TransportSettings forTokenCalls(Duration tokenTimeout) {
    if (connectTimeout.compareTo(tokenTimeout) >= 0) {
      throw new IllegalArgumentException(
          "m1bridge.m1.connect-timeout must be shorter than m1bridge.m1.token-timeout");
    }
    return new TransportSettings(
        connectTimeout, tokenTimeout, maxConcurrent, Duration.ZERO, maxAnswerBytes);
  }
}
