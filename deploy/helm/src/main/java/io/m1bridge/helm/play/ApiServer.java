package io.m1bridge.helm.play;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What pods need of Kubernetes' API server: tokens of service accounts, and the keys of these
 * tokens by https, with a certificate of its own authority, for who shows a token of its own.
 */
final class ApiServer implements AutoCloseable {

  /** Its name in a cluster. */
  static final String HOST = "kubernetes.default.svc";

  /** With its authority, in every namespace. */
  static final String CA_CONFIG_MAP = "kube-root-ca.crt";

  /** Of the tokens. */
  static final String ISSUER = CallerKeys.ISSUER;

  private static final String PATH = "/openid/v1/jwks";
  private static final Duration LIFE = Duration.ofHours(1);

  private final CallerKeys keys;
  private final Set<String> ownTokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();
  private final TestCertificates certificates;
  private final byte[] authority;
  private final int port = FreePort.find();
  private @Nullable HttpsServer server;

  /**
   * @param directory for its certificates
   */
  ApiServer(Path directory, Clock clock) throws IOException {
    this.keys = CallerKeys.generate(clock);
    this.certificates = TestCertificates.in(directory);
    this.authority = Files.readAllBytes(certificates.authority());
  }

  /**
   * Begins to answer.
   *
   * @param address that pods reach this machine by: it is there when the first pod is
   */
  void listen(String address) throws IOException {
    HttpsServer made = HttpsServer.create(new InetSocketAddress(address, port), 0);
    made.setHttpsConfigurator(
        new HttpsConfigurator(
            tls(certificates.validFor(HOST), certificates.password().toCharArray())));
    made.createContext(PATH, this::answer);
    made.start();
    server = made;
  }

  private static SSLContext tls(Path store, char[] password) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate of the stand-in for the API server is unusable", e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!shown.startsWith("Bearer ") || !ownTokens.contains(shown.substring(7))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      asked.incrementAndGet();
      byte[] body = keys.jwks().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Where the keys are, from a pod. */
  URI keysAddress() {
    return URI.create("https://" + HOST + ":" + port + PATH);
  }

  /** How often the keys were given to somebody. */
  int timesAsked() {
    return asked.get();
  }

  /**
   * A token of a service account.
   *
   * @param audience token-service, or empty: this server
   */
  String token(String serviceAccount, String audience) {
    if (audience.isEmpty()) {
      String token = UUID.randomUUID().toString();
      ownTokens.add(token);
      return token;
    }
    return keys.token("system:serviceaccount:" + Manifests.NAMESPACE + ":" + serviceAccount, LIFE);
  }

  /** The files of {@link #CA_CONFIG_MAP}. */
  Map<String, byte[]> authority() {
    return Map.of("ca.crt", authority);
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
