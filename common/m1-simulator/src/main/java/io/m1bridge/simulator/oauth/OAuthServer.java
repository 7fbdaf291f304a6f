package io.m1bridge.simulator.oauth;

import io.m1bridge.simulator.account.AccountSettings;
import io.m1bridge.simulator.account.Accounts;
import io.m1bridge.simulator.account.M1Account;
import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.behaviour.OAuthBehaviour;
import io.m1bridge.simulator.behaviour.OAuthBehaviour.RefusedConsent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /authorize} and {@code /access_token}. */
public final class OAuthServer {
  private static final Logger LOG = LoggerFactory.getLogger(OAuthServer.class);

  private final Accounts accounts;
  private final Grants grants;
  private final BehaviourKnobs knobs;
  private final Clock clock;

  /** Wires. */
  public OAuthServer(Accounts accounts, Grants grants, BehaviourKnobs knobs, Clock clock) {
    this.accounts = accounts;
    this.grants = grants;
    this.knobs = knobs;
    this.clock = clock;
  }

  /** The browser asks for a code: show the consent page, or say why not. */
  public AuthorizeOutcome ask(AuthorizeRequest request) {
    if (request.clientId() == null || request.redirectUri() == null) {
      return new AuthorizeOutcome.Refused(
          "invalid_request", "client_id and redirect_uri are needed");
    }
    if (!"code".equals(request.responseType())) {
      return new AuthorizeOutcome.Refused(
          "unsupported_response_type", "response_type must be code");
    }
    List<M1Account> own = accounts.ofClient(request.clientId());
    if (own.isEmpty()) {
      return new AuthorizeOutcome.Refused("invalid_client", "unknown client_id");
    }
    List<String> fitting =
        own.stream()
            .filter(account -> accepts(account.settings(), request.redirectUri()))
            .map(M1Account::id)
            .toList();
    if (fitting.isEmpty()) {
      return new AuthorizeOutcome.Refused(
          "redirect_uri_mismatch", "redirect_uri is not a registered one");
    }
    return new AuthorizeOutcome.Ask(fitting);
  }

  /** The user has decided. */
  public AuthorizeOutcome decide(
      AuthorizeRequest request, @Nullable String accountId, boolean allowed) {
    AuthorizeOutcome asked = ask(request);
    String clientId = request.clientId();
    String redirectUri = request.redirectUri();
    if (!(asked instanceof AuthorizeOutcome.Ask ask) || clientId == null || redirectUri == null) {
      return asked;
    }
    OAuthBehaviour behaviour = knobs.get().oauth();
    if (!allowed) {
      return behaviour.refusedConsent() == RefusedConsent.JSON
          ? new AuthorizeOutcome.Refused("access_denied", "the user refused")
          : new AuthorizeOutcome.Redirect(
              location(redirectUri, "error", "access_denied", request, behaviour));
    }
    String chosen = accountId == null ? ask.accountIds().get(0) : accountId;
    if (!ask.accountIds().contains(chosen)) {
      return new AuthorizeOutcome.Refused("invalid_request", "no such account of this client");
    }
    String code =
        grants.issueCode(clientId, chosen, redirectUri, clock.instant(), behaviour.codeLife());
    return new AuthorizeOutcome.Redirect(location(redirectUri, "code", code, request, behaviour));
  }

  private static boolean accepts(AccountSettings settings, String redirectUri) {
    return settings.redirectUris().isEmpty() || settings.redirectUris().contains(redirectUri);
  }

  private static String location(
      String redirectUri,
      String name,
      String value,
      AuthorizeRequest request,
      OAuthBehaviour behaviour) {
    String location = redirectUri + (redirectUri.contains("?") ? "&" : "?") + name + "=" + value;
    String state = request.state();
    return behaviour.echoState() && state != null
        ? location + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8)
        : location;
  }

  /** {@code POST /access_token}. */
  public TokenOutcome token(Map<String, String> parameters) {
    TokenOutcome outcome = outcome(parameters);
    if (outcome instanceof TokenOutcome.Issued issued) {
      LOG.info(
          "tokens issued: accountId={} access={} refresh={}",
          issued.accountId(),
          Fingerprint.of(issued.accessToken()),
          Fingerprint.of(issued.refreshToken()));
    } else if (outcome instanceof TokenOutcome.Refused refused) {
      LOG.info("token call refused: error={}", refused.error());
    } else {
      LOG.info("token call refused: the grant is dead");
    }
    return outcome;
  }

  private TokenOutcome outcome(Map<String, String> parameters) {
    String clientId = parameters.getOrDefault("client_id", "");
    String secret = parameters.getOrDefault("client_secret", "");
    boolean known =
        accounts.ofClient(clientId).stream()
            .anyMatch(account -> account.settings().secrets().contains(secret));
    if (!known) {
      return new TokenOutcome.Refused("invalid_client", "unknown client or wrong secret");
    }
    OAuthBehaviour behaviour = knobs.get().oauth();
    return switch (parameters.getOrDefault("grant_type", "")) {
      case "authorization_code" ->
          grants.exchange(
              clientId,
              parameters.getOrDefault("code", ""),
              parameters.getOrDefault("redirect_uri", ""),
              behaviour,
              clock.instant());
      case "refresh_token" ->
          grants.refresh(
              clientId, parameters.getOrDefault("refresh_token", ""), behaviour, clock.instant());
      default -> new TokenOutcome.Refused("unsupported_grant_type", "grant_type is not supported");
    };
  }
}
