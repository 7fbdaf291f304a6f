package io.m1bridge.token.caller;

import io.m1bridge.production.PlainHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jose4j.jwk.JsonWebKey;

/**
 * A JWKS by address. A cluster's own one ({@code /openid/v1/jwks}) has the cluster's CA and wants a
 * service account's token, which is read anew every time since it is replaced while we run.
 *
 * <p>Why: {@code docs/rationale.md#the-keys-of-callers-are-fetched-by-ourselves}.
 */
final class HttpKeySource implements KeySource {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int LARGEST = 1 << 20;

  private final URI location;
  private final Optional<Path> caFile;
  private final Optional<Path> tokenFile;

  /**
   * @param caFile PEM certificates to trust instead of the JVM's
   * @param tokenFile a bearer token to present
   * @throws IllegalArgumentException if keys would come unprotected from another machine
   */
  HttpKeySource(URI location, Optional<Path> caFile, Optional<Path> tokenFile) {
    String host = location.getHost();
    if (host == null) {
      throw new IllegalArgumentException(
          "mp.jwt.verify.publickey.location has no host: " + location);
    }
    if (!location.getScheme().equals("https") && !PlainHttp.isLoopback(host)) {
      throw new IllegalArgumentException(
          "mp.jwt.verify.publickey.location is plain http to another machine: whoever is on the way could put in"
              + " keys of their own and do everything here. Use https (CA: m1bridge.token.jwks.ca-file)");
    }
    this.location = location;
    this.caFile = caFile;
    this.tokenFile = tokenFile;
  }

  @Override
  public List<JsonWebKey> read() throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(location)
            .timeout(TIMEOUT)
            .header("Accept", "application/jwk-set+json, application/json");
    try {
      if (tokenFile.isPresent()) {
        request.header("Authorization", "Bearer " + Files.readString(tokenFile.get()).strip());
      }
      HttpResponse<InputStream> response =
          client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException(advice(response.statusCode()));
        }
        return PublicKeys.parse(new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IllegalArgumentException e) {
      // The token is not quoted.
      throw new IOException("the file of m1bridge.token.jwks.token-file holds no token");
    }
  }

  private static String advice(int status) {
    return "it answered "
        + status
        + (status == 401 || status == 403
            ? ": set m1bridge.token.jwks.token-file, and let that account read it (Kubernetes:"
                + " ClusterRole system:service-account-issuer-discovery)"
            : "");
  }

  /** Made anew, for the CA may be replaced too; once in minutes costs nothing. */
  private HttpClient client() throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
    if (caFile.isPresent()) {
      builder.sslContext(trusting(caFile.get()));
    }
    return builder.build();
  }

  private static SSLContext trusting(Path file) throws IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + n++, ca);
      }
      if (n == 0) {
        throw new GeneralSecurityException("no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the file of m1bridge.token.jwks.ca-file holds no PEM certificates: " + file, e);
    }
  }
}
