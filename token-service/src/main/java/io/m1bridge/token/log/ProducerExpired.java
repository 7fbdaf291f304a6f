package io.m1bridge.token.log;

/**
 * The brokers have forgotten the producer, which wrote nothing for longer than their {@code
 * transactional.id.expiration.ms}, a week by default. Nothing was committed; a new producer helps.
 */
final class ProducerExpired extends LogUnavailable {
  private static final long serialVersionUID = 1L;

  ProducerExpired(int partition, Throwable cause) {
    super("The producer of partition " + partition + " has expired", cause);
  }
}
