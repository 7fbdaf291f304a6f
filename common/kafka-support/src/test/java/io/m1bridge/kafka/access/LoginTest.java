package io.m1bridge.kafka.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateExpiredException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class LoginTest {

  private static final Map<String, Object> CONNECTION =
      Map.of(
          "bootstrap.servers",
          "kafka:9093",
          "sasl.mechanism",
          "SCRAM-SHA-512",
          "sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"sync\" password=\"p4ss\";");

  @Test
  void shouldNameUserAndSettingButNoPassword() {
    SaslAuthenticationException refused = new SaslAuthenticationException("invalid credentials");

    assertThat(Login.of(CONNECTION).problem(new KafkaException("wrapped", refused)))
        .get()
        .asString()
        .contains(
            "kafka:9093",
            "User:sync",
            "SCRAM-SHA-512",
            "KAFKA_SASL_JAAS_CONFIG",
            "invalid credentials")
        .doesNotContain("p4ss");
  }

  @Test
  void shouldSayWhoseCertificateIsNotAccepted() {
    SSLHandshakeException expired = new SSLHandshakeException("PKIX");
    expired.initCause(new CertificateExpiredException("NotAfter: yesterday"));
    SSLHandshakeException alert =
        new SSLHandshakeException("Received fatal alert: bad_certificate");
    Map<String, Object> withKey = new HashMap<>(CONNECTION);
    withKey.put("ssl.keystore.location", "/keys/client.p12");

    assertThat(problem(CONNECTION, expired))
        .contains("certificate of Kafka", "kafka.ssl.truststore", "NotAfter: yesterday");
    assertThat(problem(withKey, alert))
        .contains("this service's certificate", "kafka.ssl.keystore", "bad_certificate");
    assertThat(problem(CONNECTION, alert)).contains("may want a certificate");
  }

  private static String problem(Map<String, Object> connection, SSLHandshakeException cause) {
    return Login.of(connection)
        .problem(new SslAuthenticationException("SSL handshake failed", cause))
        .orElseThrow();
  }

  @Test
  void shouldSayNothingOfOtherFailures() {
    assertThat(Login.of(CONNECTION).problem(new TimeoutException("late"))).isEmpty();
    assertThat(Login.isRefused(new TopicAuthorizationException("topic"))).isFalse();
  }
}
