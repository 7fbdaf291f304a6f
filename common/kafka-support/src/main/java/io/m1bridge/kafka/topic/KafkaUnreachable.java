package io.m1bridge.kafka.topic;

/** Kafka does not answer, or not to us; the message names the setting to check. */
public final class KafkaUnreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KafkaUnreachable(String bootstrapServers, Throwable cause) {
    super(
        "Kafka cannot be used at "
            + bootstrapServers
            + ": start it, or correct KAFKA_BOOTSTRAP_SERVERS or the security settings kafka.* ("
            + cause.getClass().getSimpleName()
            + ": "
            + cause.getMessage()
            + ")",
        cause);
  }
}
