package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.TestCertificates;
import io.m1bridge.token.secret.Keyset;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** The pages' own https: a certificate that is renewed in its files is shown without a restart. */
class HttpsReloadIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String HOST = "127.0.0.1";

  @Test
  void shouldShowARenewedCertificate() throws Exception {
    Path directory = Files.createTempDirectory(Path.of("target"), "https-reload").toAbsolutePath();
    TestCertificates certificates = TestCertificates.in(directory.resolve("ca"));
    Path chain = directory.resolve("tls.crt");
    Path key = directory.resolve("tls.key");
    put(certificates, "before", chain, key);
    int https = FreePort.find();
    int management = FreePort.find();
    try (LocalProcesses processes = LocalProcesses.in(directory)) {
      ServiceProcess service =
          processes.start(
              JvmCommand.ofJar("token-service", ServiceJar.locate("token-service"))
                  // Nobody is there: waiting for Kafka is alive, and pages are shown.
                  .withEnv("KAFKA_BOOTSTRAP_SERVERS", HOST + ":" + FreePort.find())
                  .withEnv("M1_API_URL", "http://" + HOST + ":1/v2")
                  .withEnv("M1_AUTH_URL", "http://" + HOST + ":1")
                  .withEnv("M1BRIDGE_TOKEN_KEYSET", Keyset.generate())
                  .withEnv("QUARKUS_HTTP_HOST", HOST)
                  .withEnv("QUARKUS_HTTP_PORT", FreePort.find())
                  .withEnv("QUARKUS_HTTP_SSL_PORT", https)
                  .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
                  .withEnv("QUARKUS_MANAGEMENT_PORT", management)
                  .withSystemProperty("quarkus.http.tls-configuration-name", "pages")
                  .withSystemProperty("quarkus.tls.pages.key-store.pem.tls.cert", chain)
                  .withSystemProperty("quarkus.tls.pages.key-store.pem.tls.key", key)
                  .withSystemProperty("quarkus.tls.pages.reload-period", "1s"));
      service.awaitReady(
          URI.create("http://" + HOST + ":" + management + "/q/health/live"), PATIENCE);
      SSLContext trusting = trusting(certificates.authority());
      assertThat(shown(trusting, https)).isEqualTo("CN=before");

      put(certificates, "after", chain, key);

      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(shown(trusting, https)).isEqualTo("CN=after"));
      assertThat(service.isAlive()).isTrue();
    }
  }

  /** Both files as a node replaces those of a Secret. */
  private static void put(TestCertificates certificates, String name, Path chain, Path key)
      throws IOException, GeneralSecurityException {
    char[] password = certificates.password().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificates.valid(name))) {
      store.load(in, password);
    }
    StringBuilder all = new StringBuilder();
    for (Certificate certificate : store.getCertificateChain(name)) {
      all.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    replace(key, pem("PRIVATE KEY", store.getKey(name, password).getEncoded()));
    replace(chain, all.toString());
  }

  private static void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), kind);
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Whose certificate a new connection gets; none goes on with the session of an earlier one. */
  private static String shown(SSLContext context, int port) throws IOException {
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(HOST, port)) {
      socket.startHandshake();
      SSLSession session = socket.getSession();
      X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
      session.invalidate();
      return certificate.getSubjectX500Principal().getName();
    }
  }
}
