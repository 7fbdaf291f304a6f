package io.m1bridge.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a local Kafka differs from the usual one.
 *
 * @param properties laid over the brokers' settings, such as {@code create.topic.policy.class.name}
 * @param classPath directories or jars that the brokers get besides their own
 * @param users who may sign in by SASL/PLAIN, with their passwords; with any, the brokers have a
 *     second listener for them and an authorizer that allows nothing but what ACLs say. The usual
 *     listener stays the administrator's.
 */
public record BrokerOptions(
    Map<String, String> properties, List<Path> classPath, Map<String, String> users) {

  private static final String SASL = "SASL_PLAINTEXT";

  public BrokerOptions {
    properties = Map.copyOf(properties);
    classPath = List.copyOf(classPath);
    users = Map.copyOf(users);
  }

  /** The usual one. */
  public static BrokerOptions none() {
    return new BrokerOptions(Map.of(), List.of(), Map.of());
  }

  /** The usual one with a policy for new topics. */
  public static BrokerOptions withTopicPolicy(String className, Path classes) {
    return new BrokerOptions(
        Map.of("create.topic.policy.class.name", className), List.of(classes), Map.of());
  }

  /** One that asks who is there, and what they may. */
  public static BrokerOptions withUsers(Map<String, String> users) {
    return new BrokerOptions(Map.of(), List.of(), users);
  }

  /** One that forgets a producer, and its transactional id, after two seconds without a write. */
  public static BrokerOptions forgettingProducers() {
    return new BrokerOptions(
        Map.of(
            "transactional.id.expiration.ms", "2000",
            "transaction.remove.expired.transaction.cleanup.interval.ms", "500",
            "producer.id.expiration.ms", "2000",
            "producer.id.expiration.check.interval.ms", "500"),
        List.of(),
        Map.of());
  }

  boolean hasUsers() {
    return !users.isEmpty();
  }

  /** Returns what users change in the brokers' settings. */
  Map<String, String> sasl(String listeners, String advertised, String protocols, String address) {
    String jaas =
        new TreeMap<>(users)
            .entrySet().stream()
                .map(user -> "user_" + user.getKey() + "=\"" + user.getValue() + "\"")
                .collect(
                    Collectors.joining(
                        " ",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required ",
                        ";"));
    Map<String, String> all = new HashMap<>();
    all.put("listeners", listeners + "," + SASL + "://" + address);
    all.put("advertised.listeners", advertised + "," + SASL + "://" + address);
    all.put("listener.security.protocol.map", protocols + "," + SASL + ":" + SASL);
    all.put("inter.broker.listener.name", "PLAINTEXT");
    all.put("sasl.enabled.mechanisms", "PLAIN");
    all.put("listener.name.sasl_plaintext.plain.sasl.jaas.config", jaas);
    all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    all.put("super.users", "User:ANONYMOUS");
    return all;
  }
}
