package io.m1bridge.ui.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Signing in by OpenID Connect; off unless an issuer is named. */
@ConfigMapping(prefix = "m1bridge.ui.oidc")
public interface OidcConfig {

  /**
   * Who vouches for people, exactly as its discovery document names itself, e.g. {@code
   * https://sso.example.com/realms/staff}. Https, unless it is on this machine. Absent: people sign
   * in by token.
   */
  Optional<URI> issuer();

  /** What the issuer calls us. The same for all services, so that one sign-in serves all. */
  @WithName("client-id")
  Optional<String> clientId();

  /** A file that holds the client's secret, and nothing else. */
  @WithName("client-secret-file")
  Optional<Path> clientSecretFile();

  /** The client's secret itself ({@code M1BRIDGE_UI_OIDC_CLIENT_SECRET}), if there is no file. */
  @WithName("client-secret")
  Optional<String> clientSecret();

  /** What to ask the issuer for. {@code openid} is always asked for. */
  @WithDefault("openid,profile,email")
  List<String> scopes();

  /** Who may enter, by {@link #subjectClaim()}; {@code *}: everybody whom the issuer knows. */
  @WithName("allowed-subjects")
  Optional<List<String>> allowedSubjects();

  /** Who may enter, by membership: one of these in {@link #groupsClaim()} is enough. */
  @WithName("allowed-groups")
  Optional<List<String>> allowedGroups();

  /**
   * Who of them may also act, not only look: by {@link #subjectClaim()}. Neither this nor {@link
   * #operatorGroups()}: everybody who may enter.
   */
  @WithName("operator-subjects")
  Optional<List<String>> operatorSubjects();

  /** The same by membership: one of these in {@link #groupsClaim()} is enough. */
  @WithName("operator-groups")
  Optional<List<String>> operatorGroups();

  /** The claim that {@link #allowedSubjects()} are compared with. */
  @WithName("subject-claim")
  @WithDefault("sub")
  String subjectClaim();

  /**
   * The claim of the id token that lists groups; dots lead into it, as in {@code
   * realm_access.roles}.
   */
  @WithName("groups-claim")
  @WithDefault("groups")
  String groupsClaim();

  /**
   * This service's own address as browsers see it, e.g. {@code https://tokens.example.com}, where
   * the proxy before it does not forward the host. Absent: as the request says.
   */
  @WithName("redirect-base")
  Optional<URI> redirectBase();

  /**
   * Whether scripts may still send {@code Authorization: token …} with {@code m1bridge.ui.token}.
   */
  @WithName("token-for-scripts")
  @WithDefault("false")
  boolean tokenForScripts();
}
