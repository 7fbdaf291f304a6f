package io.m1bridge.ui.oidc;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code flow with PKCE, from sending a browser away to knowing who it is. Blocks
 * while it talks to the issuer. Costs nothing until the first sign-in.
 *
 * <p>Why: {@code docs/rationale.md#openid-connect-jose4j-and-the-jdks-http-client}.
 */
public final class OidcFlow {

  /**
   * A sign-in that begins.
   *
   * @param location where the browser goes
   * @param state what the browser brings back
   */
  public record Begun(URI location, String state) {
    @Override
    public String toString() {
      return "Begun[redacted]";
    }
  }

  /**
   * What the issuer sent back by the browser.
   *
   * @param state empty if there was none
   * @param issuer who says it (RFC 9207), if it is said
   */
  public record Returned(
      @Nullable String code, String state, @Nullable String error, @Nullable String issuer) {
    @Override
    public String toString() {
      return "Returned[redacted]";
    }
  }

  private final OidcSettings settings;
  private final Clock clock;
  private final UnaryOperator<String> keyed;
  private @Nullable Issuer issuer;

  /**
   * @param keyed HMAC-SHA256 with a key of ours, as unpadded base64url
   */
  public OidcFlow(OidcSettings settings, Clock clock, UnaryOperator<String> keyed) {
    this.settings = settings;
    this.clock = clock;
    this.keyed = keyed;
  }

  /** Everything that makes a session worth what it is: another value must end it. */
  public static String identity(OidcSettings settings) {
    String entering =
        settings.issuer() + "|" + settings.clientId() + "|" + settings.allowed().canonical();
    return settings.operators().equals(settings.allowed())
        ? entering
        : entering + "|" + settings.operators().canonical();
  }

  /**
   * @param ticket random and bound to this browser
   */
  public Begun begin(String ticket, String redirectUri) throws OidcException {
    Handshake handshake = new Handshake(ticket, keyed);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", settings.clientId());
    parameters.put("redirect_uri", redirectUri);
    parameters.put("scope", settings.scopes());
    parameters.put("state", handshake.state());
    parameters.put("nonce", handshake.nonce());
    parameters.put("code_challenge", handshake.challenge());
    parameters.put("code_challenge_method", "S256");
    return new Begun(issuer().authorization(parameters), handshake.state());
  }

  /**
   * @param ticket the one that {@link #begin} had, from the same browser
   * @return who it is
   */
  public Person finish(String ticket, String redirectUri, Returned returned) throws OidcException {
    Handshake handshake = new Handshake(ticket, keyed);
    if (!handshake.isState(returned.state())) {
      throw new OidcException(OidcFailure.NOT_THIS_BROWSER, "the state is not this browser's");
    }
    String named = returned.issuer();
    if (named != null && !named.equals(settings.issuer().toString())) {
      throw new OidcException(OidcFailure.TOKEN_REFUSED, "another issuer sent the browser back");
    }
    String code = returned.code();
    if (returned.error() != null || code == null || code.isEmpty()) {
      String error = returned.error() == null ? "" : returned.error();
      throw new OidcException(OidcFailure.REFUSED_BY_ISSUER, Issuer.errorCode(error));
    }
    Map<String, Object> claims =
        issuer().redeem(code, redirectUri, handshake.verifier(), handshake.nonce());
    if (!settings.allowed().admits(claims)) {
      throw new OidcException(OidcFailure.NOT_ALLOWED, "not among those who may enter");
    }
    return new Person(name(claims), settings.operators().admits(claims));
  }

  private static String name(Map<String, Object> claims) {
    return Stream.of("preferred_username", "email", "sub")
        .map(claims::get)
        .filter(String.class::isInstance)
        .map(claim -> printable((String) claim))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("a person without a name");
  }

  private static String printable(String name) {
    String plain = name.replaceAll("[\\p{C}\\s]+", " ").strip();
    return plain.codePointCount(0, plain.length()) <= 100
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, 100));
  }

  private synchronized Issuer issuer() {
    Issuer current = issuer;
    if (current == null) {
      current = new Issuer(settings, clock);
      issuer = current;
    }
    return current;
  }
}
