package io.m1bridge.kafka.access;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told when the brokers do not let a client in, or it does not trust them: which
 * setting to look at. Nothing but a new password, user or certificate helps then, here or there.
 */
public final class Login {

  private static final int DEPTH = 20;

  private final String servers;
  private final String principal;
  private final String mechanism;
  private final boolean hasCertificate;

  private Login(String servers, String principal, String mechanism, boolean hasCertificate) {
    this.servers = servers;
    this.principal = principal;
    this.mechanism = mechanism;
    this.hasCertificate = hasCertificate;
  }

  /**
   * @param connection Kafka client properties; of the credentials the user name alone is read
   */
  public static Login of(Map<String, ?> connection) {
    return new Login(
        String.valueOf(connection.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)),
        Denied.principal(connection),
        String.valueOf(connection.get(SaslConfigs.SASL_MECHANISM)),
        Stream.of(
                SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG)
            .anyMatch(connection::containsKey));
  }

  /** Whether a failure is a refused login, or a TLS handshake that did not succeed. */
  public static boolean isRefused(Throwable failure) {
    return causes(failure).stream().anyMatch(AuthenticationException.class::isInstance);
  }

  /** Returns what to do about a failure; empty where it has nothing to do with signing in. */
  public Optional<String> problem(Throwable failure) {
    List<Throwable> causes = causes(failure);
    return causes.stream()
        .filter(AuthenticationException.class::isInstance)
        .findFirst()
        .map(refusal -> problem(refusal, causes));
  }

  private String problem(Throwable refusal, List<Throwable> causes) {
    if (!(refusal instanceof SslAuthenticationException)) {
      return "Kafka at %s does not let %s in by %s: correct kafka.sasl.jaas.config (KAFKA_SASL_JAAS_CONFIG) and kafka.sasl.mechanism, or the user and password at the brokers (%s)"
          .formatted(servers, principal, mechanism, refusal.getMessage());
    }
    String detail = String.valueOf(causes.get(causes.size() - 1).getMessage());
    boolean distrusted =
        causes.stream()
            .anyMatch(
                cause ->
                    cause instanceof CertificateException
                        || cause instanceof CertPathValidatorException);
    if (distrusted) {
      return "The certificate of Kafka at %s is not trusted: it has to be valid, to name the host, and to be signed by an authority of kafka.ssl.truststore.* (%s)"
          .formatted(servers, detail);
    }
    return (hasCertificate
            ? "Kafka at %s does not accept this service's certificate: the one of kafka.ssl.keystore.* has to be valid, and signed by an authority that the brokers know (%s)"
            : "Kafka at %s ended the TLS handshake: it may want a certificate, kafka.ssl.keystore.*, or other protocols, kafka.ssl.enabled.protocols (%s)")
        .formatted(servers, detail);
  }

  /** Bounded: a chain of causes may run in a circle. */
  private static List<Throwable> causes(Throwable failure) {
    Stream.Builder<Throwable> causes = Stream.builder();
    @Nullable Throwable next = failure;
    for (int i = 0; i < DEPTH && next != null; i++) {
      causes.add(next);
      next = next.getCause();
    }
    return causes.build().toList();
  }
}
