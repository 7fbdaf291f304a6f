package io.m1bridge.token.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys from an address as a cluster has it: a CA of its own, and a token is wanted. */
class HttpKeySourceTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;
  private HttpsServer server;
  private URI location;
  private Path ca;
  private Path token;
  private volatile String wanted = "Bearer first";

  @BeforeEach
  void start() throws Exception {
    Path store = directory.resolve("server.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=cluster",
        "-ext",
        "san=ip:127.0.0.1",
        "-validity",
        "2",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        "changeit");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    ca =
        Files.writeString(
            directory.resolve("ca.crt"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getCertificate("server").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    token = Files.writeString(directory.resolve("token"), "first\n");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("cluster-key");
    byte[] jwks = new JsonWebKeySet(key).toJson().getBytes(StandardCharsets.UTF_8);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/openid/v1/jwks",
        exchange -> {
          boolean known = wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(known ? 200 : 401, known ? jwks.length : -1);
          if (known) {
            exchange.getResponseBody().write(jwks);
          }
          exchange.close();
        });
    server.start();
    location = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/openid/v1/jwks");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldPresentTheTokenAsItStandsInItsFileNow() throws Exception {
    KeySource source = new HttpKeySource(location, Optional.of(ca), Optional.of(token));
    assertThat(source.read()).extracting("keyId").containsExactly("cluster-key");
    wanted = "Bearer second";
    assertThatThrownBy(source::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("401")
        .hasMessageContaining("m1bridge.token.jwks.token-file")
        .hasMessageNotContaining("first");
    Files.writeString(token, "second");
    assertThat(source.read()).hasSize(1);
  }

  @Test
  void shouldTrustNobodyButTheCa() {
    assertThatThrownBy(
            () -> new HttpKeySource(location, Optional.empty(), Optional.of(token)).read())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> new HttpKeySource(location, Optional.of(token), Optional.of(token)).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("m1bridge.token.jwks.ca-file");
  }

  private static void keytool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
