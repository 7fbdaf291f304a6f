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
 * @param tls whether the second listener is one for SCRAM over TLS, where everything is allowed
 */
public record BrokerOptions(
    Map<String, String> properties, List<Path> classPath, Map<String, String> users, boolean tls) {

  /** What the names of settings of the listener for SCRAM over TLS begin with. */
  public static final String TLS_LISTENER = "listener.name.sasl_ssl.";

  public BrokerOptions {
    properties = Map.copyOf(properties);
    classPath = List.copyOf(classPath);
    users = Map.copyOf(users);
  }

  /** The usual one. */
  public static BrokerOptions none() {
    return new BrokerOptions(Map.of(), List.of(), Map.of(), false);
  }

  /** The usual one with a policy for new topics. */
  public static BrokerOptions withTopicPolicy(String className, Path classes) {
    return new BrokerOptions(
        Map.of("create.topic.policy.class.name", className), List.of(classes), Map.of(), false);
  }

  /** One that asks who is there, and what they may. */
  public static BrokerOptions withUsers(Map<String, String> users) {
    return new BrokerOptions(Map.of(), List.of(), users, false);
  }

  /**
   * One that is spoken to by TLS, knows who is there by SCRAM-SHA-512, and asks again every few
   * seconds. Its users are made by the administrator, who has the usual listener.
   *
   * @param keys a store with the broker's key; what is in the file at its start counts
   * @param authority a PEM file: who has signed the certificates of clients
   */
  public static BrokerOptions withTls(Path keys, Path authority, String password) {
    return new BrokerOptions(
        Map.of(
            TLS_LISTENER + "ssl.keystore.location", keys.toString(),
            TLS_LISTENER + "ssl.keystore.type", "PKCS12",
            TLS_LISTENER + "ssl.keystore.password", password,
            TLS_LISTENER + "ssl.truststore.location", authority.toString(),
            TLS_LISTENER + "ssl.truststore.type", "PEM",
            TLS_LISTENER + "ssl.client.auth", "required",
            TLS_LISTENER + "scram-sha-512.connections.max.reauth.ms", "3000"),
        List.of(),
        Map.of(),
        true);
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
        Map.of(),
        false);
  }

  boolean hasSecondListener() {
    return tls || !users.isEmpty();
  }

  /** Returns what the second listener changes in the brokers' settings. */
  Map<String, String> sasl(String listeners, String advertised, String protocols, String address) {
    String protocol = tls ? "SASL_SSL" : "SASL_PLAINTEXT";
    Map<String, String> all = new HashMap<>();
    all.put("listeners", listeners + "," + protocol + "://" + address);
    all.put("advertised.listeners", advertised + "," + protocol + "://" + address);
    all.put("listener.security.protocol.map", protocols + "," + protocol + ":" + protocol);
    all.put("inter.broker.listener.name", "PLAINTEXT");
    all.putAll(tls ? scram() : plain());
    return all;
  }

  private static Map<String, String> scram() {
    return Map.of(
        "sasl.enabled.mechanisms",
        "SCRAM-SHA-512",
        TLS_LISTENER + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
  }

  private Map<String, String> plain() {
    String jaas =
        new TreeMap<>(users)
            .entrySet().stream()
                .map(user -> "user_" + user.getKey() + "=\"" + user.getValue() + "\"")
                .collect(
                    Collectors.joining(
                        " ",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required ",
                        ";"));
    return Map.of(
        "sasl.enabled.mechanisms", "PLAIN",
        "listener.name.sasl_plaintext.plain.sasl.jaas.config", jaas,
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users", "User:ANONYMOUS");
  }
}
