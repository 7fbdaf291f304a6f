package io.m1bridge.kafka.access;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told when the brokers refuse an operation: operation, resource, principal and
 * the command that grants it.
 */
public final class Denied {

  private static final Pattern USER = Pattern.compile("username\\s*=\\s*\"([^\"]+)\"");

  private final String principal;

  private Denied(String principal) {
    this.principal = principal;
  }

  /**
   * @param connection Kafka client properties; of the credentials the user name alone is read
   */
  public static Denied of(Map<String, Object> connection) {
    return new Denied(principal(connection));
  }

  /** Returns who these clients are to the brokers, as far as their settings tell. */
  static String principal(Map<String, ?> connection) {
    @Nullable Object jaas = connection.get(SaslConfigs.SASL_JAAS_CONFIG);
    Matcher user = USER.matcher(jaas == null ? "" : jaas.toString());
    return user.find() ? "User:" + user.group(1) : "the principal of these clients";
  }

  /**
   * @param operation as {@code kafka-acls.sh} spells it
   */
  public String topic(String operation, String name) {
    return message(operation, "topic", name, "--topic " + name);
  }

  /** For consumer groups. */
  public String group(String operation, String name) {
    return message(operation, "group", name, "--group " + name);
  }

  /** For the transactions of an application, whose ids all begin with its own. */
  public String transactionalIds(String operation, String prefix) {
    return message(
        operation,
        "transactional id",
        prefix + "*",
        "--transactional-id " + prefix + " --resource-pattern-type prefixed");
  }

  private String message(String operation, String kind, String name, String resource) {
    return principal
        + " may not "
        + operation
        + " "
        + kind
        + " "
        + name
        + ": grant it by kafka-acls.sh --add --allow-principal "
        + (principal.startsWith("User:") ? principal : "User:NAME")
        + " --operation "
        + operation
        + " "
        + resource
        + ".";
  }
}
