package io.m1bridge.kafka.topic;

import io.m1bridge.kafka.access.Login;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TimeoutException;

/** Kafka does not answer, or not to us; the message names the setting to check. */
public final class KafkaUnreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param connection Kafka client properties
   */
  KafkaUnreachable(Map<String, Object> connection, Throwable cause) {
    super(
        Login.of(connection).problem(cause).orElseGet(() -> unreachable(connection, cause)), cause);
  }

  private static String unreachable(Map<String, Object> connection, Throwable cause) {
    return "Kafka cannot be used at %s: start it, or correct KAFKA_BOOTSTRAP_SERVERS or the security settings kafka.* (%s)"
        .formatted(connection.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), detail(cause));
  }

  /** The same text for the same trouble: what Kafka says of a time-out has the time in it. */
  private static String detail(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "no answer within " + AdminSettings.ANSWER_WITHIN_MS / 1_000 + " s";
    }
    Throwable root = rootOf(cause);
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootOf(cause);
  }
}
