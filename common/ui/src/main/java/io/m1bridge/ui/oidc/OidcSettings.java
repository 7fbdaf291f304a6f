package io.m1bridge.ui.oidc;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link OidcConfig} says, checked.
 *
 * @param scopes separated by spaces, {@code openid} first
 * @param operators who of those allowed may also act
 * @param redirectBase without a slash at its end
 * @param policy which addresses may be called without https
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    String clientSecret,
    String scopes,
    Allowed allowed,
    Allowed operators,
    Optional<String> redirectBase,
    TransportPolicy policy) {

  private static final String PREFIX = "m1bridge.ui.oidc.";

  /**
   * @param allowInsecure whether an issuer on another machine may be called over plain http
   * @return empty if people do not sign in by OpenID Connect
   * @throws IllegalArgumentException naming the setting that is missing or wrong
   */
  public static Optional<OidcSettings> of(OidcConfig config, boolean allowInsecure) {
    if (config.issuer().isEmpty()) {
      if (config.clientId().isPresent()
          || config.allowedSubjects().isPresent()
          || config.allowedGroups().isPresent()
          || config.operatorSubjects().isPresent()
          || config.operatorGroups().isPresent()) {
        throw wrong("issuer", "is missing, though other settings of m1bridge.ui.oidc are there");
      }
      return Optional.empty();
    }
    TransportPolicy policy = new TransportPolicy(allowInsecure);
    URI issuer = config.issuer().get();
    if (!policy.covers(issuer) || issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
      throw wrong(
          "issuer",
          "is no https address without query (plain http: on this machine only, or with m1bridge.ui.allow-insecure=true)");
    }
    return Optional.of(
        new OidcSettings(
            issuer,
            config.clientId().orElseThrow(() -> wrong("client-id", "is missing")),
            secret(config),
            scopes(config.scopes()),
            allowed(config),
            operators(config),
            config.redirectBase().map(base -> redirectBase(base, policy)),
            policy));
  }

  private static String secret(OidcConfig config) {
    if (config.clientSecretFile().isPresent() && config.clientSecret().isPresent()) {
      throw wrong("client-secret", "and client-secret-file are both set: keep one");
    }
    String secret =
        config.clientSecretFile().map(OidcSettings::read).or(config::clientSecret).orElse("");
    if (secret.isBlank()) {
      throw wrong("client-secret-file", "(or client-secret) is missing or empty");
    }
    return secret.strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          PREFIX + "client-secret-file: " + file + " cannot be read", e);
    }
  }

  private static String scopes(List<String> asked) {
    Set<String> scopes = new LinkedHashSet<>();
    scopes.add("openid");
    asked.forEach(scope -> scopes.add(scope.strip()));
    return String.join(" ", scopes);
  }

  private static Allowed allowed(OidcConfig config) {
    Set<String> subjects = Set.copyOf(config.allowedSubjects().orElse(List.of()));
    Set<String> groups = Set.copyOf(config.allowedGroups().orElse(List.of()));
    if (subjects.isEmpty() && groups.isEmpty()) {
      throw wrong(
          "allowed-subjects",
          "and allowed-groups are both missing: say who may enter; * in allowed-subjects is everybody whom the issuer knows");
    }
    if (groups.contains(Allowed.EVERYBODY)) {
      throw wrong("allowed-groups", "knows no *: put it into allowed-subjects");
    }
    return new Allowed(config.subjectClaim(), subjects, config.groupsClaim(), groups);
  }

  /** Whoever names none wants no difference. */
  private static Allowed operators(OidcConfig config) {
    Set<String> subjects = Set.copyOf(config.operatorSubjects().orElse(List.of()));
    Set<String> groups = Set.copyOf(config.operatorGroups().orElse(List.of()));
    if (subjects.isEmpty() && groups.isEmpty()) {
      return allowed(config);
    }
    if (groups.contains(Allowed.EVERYBODY)) {
      throw wrong("operator-groups", "knows no *: leave both operator settings out");
    }
    return new Allowed(config.subjectClaim(), subjects, config.groupsClaim(), groups);
  }

  private static String redirectBase(URI base, TransportPolicy policy) {
    String path = base.getRawPath();
    if (!policy.covers(base)
        || !(path == null || path.isEmpty() || path.equals("/"))
        || base.getRawQuery() != null
        || base.getRawFragment() != null) {
      throw wrong("redirect-base", "is no https address without a path, such as https://host");
    }
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  private static IllegalArgumentException wrong(String setting, String what) {
    return new IllegalArgumentException(PREFIX + setting + " " + what);
  }

  @Override
  public String toString() {
    return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
