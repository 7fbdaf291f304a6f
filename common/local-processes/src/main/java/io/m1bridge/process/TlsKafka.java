package io.m1bridge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * One Kafka node whose clients need a password (SCRAM) and a certificate (mutual TLS), both of
 * which a test can spoil and mend.
 */
public final class TlsKafka implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration START = Duration.ofMinutes(2);

  private final TestCertificates certificates;
  private final Path brokerKeys;
  private final Path clientKeys;
  private final KafkaCluster kafka;
  private final Admin admin;

  private TlsKafka(
      TestCertificates certificates, Path brokerKeys, Path clientKeys, KafkaCluster kafka) {
    this.certificates = certificates;
    this.brokerKeys = brokerKeys;
    this.clientKeys = clientKeys;
    this.kafka = kafka;
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  /**
   * @param directory for certificates; the node is a child of the processes
   */
  public static TlsKafka start(LocalProcesses processes, Path directory) throws IOException {
    TestCertificates certificates = TestCertificates.in(directory);
    Path brokerKeys = directory.resolve("keys-of-the-broker.p12");
    Files.copy(certificates.valid("broker"), brokerKeys);
    KafkaCluster kafka =
        KafkaCluster.start(
            processes,
            1,
            BrokerOptions.withTls(brokerKeys, certificates.authority(), certificates.password()));
    return new TlsKafka(certificates, brokerKeys, certificates.valid("client"), kafka);
  }

  /** What signs all certificates; others of its own are a stranger's. */
  public TestCertificates certificates() {
    return certificates;
  }

  /** Of the administrator, who needs neither password nor certificate. */
  public Admin admin() {
    return admin;
  }

  /** Sets the password of a user, who is made where there is none. */
  public void password(String user, String password)
      throws ExecutionException, InterruptedException {
    UsedSecrets.note("kafka-password", password);
    ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
    admin
        .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, scram, password)))
        .all()
        .get();
  }

  /** Restarts the node with a certificate that has expired, or with a valid one. */
  public void expired(boolean isExpired) throws IOException {
    Path keys = isExpired ? certificates.expired("expired") : certificates.valid("renewed");
    Files.copy(keys, brokerKeys, StandardCopyOption.REPLACE_EXISTING);
    kafka.stop(1, STOP);
    kafka.restart(1);
    kafka.awaitReady(START);
  }

  /** Returns client properties of a user with a certificate of its own. */
  public Map<String, String> connection(String user, String password) {
    Map<String, String> connection = new HashMap<>();
    connection.put("bootstrap.servers", kafka.saslBootstrapServers());
    connection.put("security.protocol", "SASL_SSL");
    connection.put("sasl.mechanism", "SCRAM-SHA-512");
    connection.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password));
    connection.put("ssl.truststore.location", certificates.authority().toString());
    connection.put("ssl.truststore.type", "PEM");
    connection.put("ssl.keystore.location", clientKeys.toString());
    connection.put("ssl.keystore.type", "PKCS12");
    connection.put("ssl.keystore.password", certificates.password());
    return connection;
  }

  @Override
  public void close() {
    admin.close();
    kafka.close();
  }
}
