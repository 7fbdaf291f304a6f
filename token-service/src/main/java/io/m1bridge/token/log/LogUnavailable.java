package io.m1bridge.token.log;

/** Kafka did not take the commit in time; whether it stands is known at the next attempt. */
public sealed class LogUnavailable extends Exception permits ProducerExpired {
  private static final long serialVersionUID = 1L;

  public LogUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
