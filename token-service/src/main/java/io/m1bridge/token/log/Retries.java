package io.m1bridge.token.log;

import io.m1bridge.kafka.access.Login;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a loop that Kafka broke begins anew: soon, and more slowly where the brokers let nobody in.
 * The same failure again is not worth a line of the log before something has worked; a refused
 * login is worth none at all, for {@link LogPreparation} says it. Safe for several threads.
 */
final class Retries {

  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration REFUSED = Duration.ofSeconds(5);

  private @Nullable Class<?> told;

  /** Returns whether the log should tell of this failure. */
  synchronized boolean isNews(Throwable failure) {
    if (Login.isRefused(failure)) {
      return false;
    }
    boolean news = !failure.getClass().equals(told);
    told = failure.getClass();
    return news;
  }

  /** How long to wait after a failure. */
  static Duration pause(Throwable failure) {
    return Login.isRefused(failure) ? REFUSED : SOON;
  }

  /** Something has worked. */
  synchronized void worked() {
    told = null;
  }
}
