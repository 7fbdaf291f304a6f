package io.m1bridge.token;

import com.sun.net.httpserver.HttpServer;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.testkit.process.SharedKafka;
import io.m1bridge.testkit.process.SharedSimulator;
import io.m1bridge.token.secret.Keyset;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * One process of the real service, with topics of its own; keys of callers come from a JWKS server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RestHarness {

  static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Stands in bodies and must not come back. */
  static final String SECRET = "s3cr3t-of-the-caller";

  final JsonHttp http = new JsonHttp();
  final List<PublicJsonWebKey> published = new ArrayList<>();
  PublicJsonWebKey key;
  HttpServer jwks;
  LocalProcesses processes;
  URI base;
  URI management;

  @BeforeAll
  void start() throws Exception {
    key = newKey("one");
    published.add(key);
    jwks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    jwks.createContext(
        "/jwks",
        exchange -> {
          byte[] body =
              new JsonWebKeySet(List.copyOf(published)).toJson().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    jwks.start();
    Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "rest-");
    Files.writeString(directory.resolve("keyset.json"), Keyset.generate());
    processes = LocalProcesses.in(directory);
    List<Integer> ports = FreePort.find(2);
    base = URI.create("http://127.0.0.1:" + ports.get(0));
    management = URI.create("http://127.0.0.1:" + ports.get(1));
    String own = "rest-" + UUID.randomUUID();
    ServiceProcess process =
        processes.start(
            JvmCommand.ofJar("token-rest", ServiceJar.locate("token-service"))
                .withJvmOptions("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .withEnv("KAFKA_BOOTSTRAP_SERVERS", SharedKafka.bootstrapServers())
                .withEnv("M1_API_URL", SharedSimulator.apiUrl())
                .withEnv("M1_AUTH_URL", SharedSimulator.authUrl())
                .withEnv(
                    "M1BRIDGE_TOKEN_KEYSET_FILE", directory.resolve("keyset.json").toAbsolutePath())
                .withEnv(
                    "M1BRIDGE_JWT_PUBLIC_KEY_FILE",
                    "http://127.0.0.1:" + jwks.getAddress().getPort() + "/jwks")
                .withEnv("M1BRIDGE_PUBLIC_URL", base)
                .withEnv("M1BRIDGE_ADVERTISED_URL", base)
                .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
                .withEnv("QUARKUS_HTTP_PORT", ports.get(0))
                .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
                .withEnv("QUARKUS_MANAGEMENT_PORT", ports.get(1))
                .withSystemProperty("m1bridge.token.group", own)
                .withSystemProperty("m1bridge.token.jwks.refresh-every", "1s")
                .withSystemProperty("m1bridge.topics.names.\"token-service.state\"", own + ".state")
                .withSystemProperty("m1bridge.topics.names.\"m1.accounts\"", own + ".accounts")
                .withSystemProperty(
                    "m1bridge.topics.names.\"m1.account-events\"", own + ".events"));
    process.awaitReady(management.resolve("/q/health/ready"), Duration.ofSeconds(90));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                send("PUT", "/v1/accounts/known", "application/json", "local-admin", DECLARATION)
                        .status()
                    == 200);
  }

  static final String DECLARATION = "{\"clientId\":\"c\",\"clientSecrets\":[\"" + SECRET + "\"]}";

  @AfterAll
  void stop() {
    processes.close();
    jwks.stop(0);
  }

  Answer send(String method, String path, String type, String subject, String body)
      throws Exception {
    return request(method, path, type, body).bearer(jwt(subject, key)).answer();
  }

  /** A dash is none. */
  JsonHttp.Call request(String method, String path, String type, String body) {
    JsonHttp.Call call = http.call(method, URI.create(base + path));
    if (!body.equals("-")) {
      call.body(type, body.getBytes(StandardCharsets.UTF_8));
    }
    return type.equals("-") ? call : call.header("Content-Type", type);
  }

  static PublicJsonWebKey newKey(String id) throws Exception {
    PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId(id);
    return key;
  }

  static String jwt(String subject, PublicJsonWebKey key) throws Exception {
    return jwt(subject, key, "token-service", 10);
  }

  static String jwt(String subject, PublicJsonWebKey key, String audience, float minutes)
      throws Exception {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("m1-bridge");
    claims.setAudience(audience);
    claims.setSubject(subject);
    claims.setExpirationTimeMinutesInTheFuture(minutes);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    return signature.getCompactSerialization();
  }
}
