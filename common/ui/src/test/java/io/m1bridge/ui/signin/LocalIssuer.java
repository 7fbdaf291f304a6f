package io.m1bridge.ui.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An OpenID Connect issuer of a test's own; a code holds once, for whoever began with PKCE. */
final class LocalIssuer implements AutoCloseable {

  static final String CLIENT = "m1-bridge";
  static final String SECRET = "local-issuer-client-secret-0123456789";

  private record Grant(Map<String, String> request, Consumer<JwtClaims> claims) {}

  private final HttpServer server;
  private final String address;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private volatile PublicJsonWebKey key = rsa("first");
  private volatile JsonWebKeySet published = new JsonWebKeySet(key);
  private volatile String algorithm = "RS256";
  private volatile Key signingKey = key.getPrivateKey();

  LocalIssuer(int port) throws IOException {
    address = "http://127.0.0.1:" + port;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/.well-known/openid-configuration", e -> answer(e, 200, description()));
    server.createContext("/jwks", e -> answer(e, 200, published.toJson()));
    server.createContext("/token", this::token);
    server.start();
  }

  /** The person says yes: the code that the browser would bring back. */
  String grant(Map<String, String> request, Consumer<JwtClaims> claims) {
    String code = UUID.randomUUID().toString();
    grants.put(code, new Grant(request, claims));
    return code;
  }

  void sign(String withAlgorithm, Key withKey) {
    algorithm = withAlgorithm;
    signingKey = withKey;
  }

  void rotate() {
    use(rsa("rotated-" + UUID.randomUUID()), "RS256");
    published = new JsonWebKeySet(key);
  }

  void rotateToEllipticCurve() throws JoseException {
    PublicJsonWebKey curve = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    curve.setKeyId("curve");
    use(curve, "ES256");
    published = new JsonWebKeySet(key);
  }

  /** Signs with a key that is published nowhere. */
  void useUnpublishedKey() {
    use(rsa("unpublished"), "RS256");
  }

  private void use(PublicJsonWebKey next, String withAlgorithm) {
    key = next;
    sign(withAlgorithm, next.getPrivateKey());
  }

  private String description() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/jwks"}"""
        .formatted(address);
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    String basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8));
    if (!("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    Grant grant = grants.remove(form.getOrDefault("code", ""));
    if (grant == null
        || !form.get("redirect_uri").equals(grant.request.get("redirect_uri"))
        || !challenge(form.get("code_verifier")).equals(grant.request.get("code_challenge"))) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    answer(
        exchange,
        200,
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\""
            + idToken(grant)
            + "\"}");
  }

  private String idToken(Grant grant) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(address);
    claims.setAudience(CLIENT);
    claims.setSubject("u-1");
    claims.setStringClaim("preferred_username", "li.wei");
    claims.setStringListClaim("groups", "staff", "m1-operators");
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setStringClaim("nonce", grant.request.get("nonce"));
    grant.claims.accept(claims);
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setKeyIdHeaderValue(key.getKeyId());
    token.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
    token.setAlgorithmHeaderValue(algorithm);
    token.setKey(signingKey);
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> parameters(String query) {
    return Arrays.stream(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PublicJsonWebKey rsa(String id) {
    try {
      PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
