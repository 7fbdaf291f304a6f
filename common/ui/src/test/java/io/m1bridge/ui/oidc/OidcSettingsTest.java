package io.m1bridge.ui.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcSettingsTest {

  private static final String SECRET = "a-secret-of-a-test-0123456789";

  @Test
  void shouldBeOffWithoutSettings() {
    assertThat(settings(Map.of())).isEmpty();
    OidcConfig config = config(Map.of());
    assertThat(config.scopes()).containsExactly("openid", "profile", "email");
    assertThat(config.subjectClaim()).isEqualTo("sub");
    assertThat(config.groupsClaim()).isEqualTo("groups");
    assertThat(config.tokenForScripts()).isFalse();
  }

  @Test
  void shouldReadSecretFromFileAndNotShowIt(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    OidcSettings settings =
        settings(with("client-secret", null, "client-secret-file", file.toString())).orElseThrow();

    assertThat(settings.clientSecret()).isEqualTo(SECRET);
    assertThat(settings.toString()).doesNotContain(SECRET);
  }

  @Test
  void shouldNameTheSettingThatIsMissingOrWrong() {
    refused("issuer", with("issuer", null));
    refused("issuer", with("issuer", "http://sso.example.com/staff"));
    refused("issuer", with("issuer", "https://user@sso.example.com/"));
    refused("client-id", with("client-id", null));
    refused("client-secret-file", with("client-secret", null));
    refused("client-secret-file", with("client-secret", null, "client-secret-file", "/no/file"));
    refused("client-secret", with("client-secret-file", "/no/file"));
    refused("allowed-subjects", with("allowed-subjects", null));
    refused("allowed-groups", with("allowed-groups", "*"));
    refused("operator-groups", with("operator-groups", "*"));
    refused("redirect-base", with("redirect-base", "https://tokens.example.com/path"));
    refused("redirect-base", with("redirect-base", "http://tokens.example.com"));
  }

  @Test
  void shouldLetEverybodyActWhereNoOperatorsAreNamed() {
    OidcSettings one = settings(with("allowed-groups", "staff")).orElseThrow();
    OidcSettings named =
        settings(with("allowed-groups", "staff", "operator-groups", "ops")).orElseThrow();

    assertThat(one.operators()).isEqualTo(one.allowed());
    assertThat(named.operators().groups()).containsExactly("ops");
    assertThat(OidcFlow.identity(named)).isNotEqualTo(OidcFlow.identity(one));
  }

  @Test
  void shouldAllowPlainHttpOnThisMachineOrByLeave() {
    assertThat(settings(with("issuer", "http://localhost:8180/realms/staff"))).isPresent();
    assertThat(OidcSettings.of(config(with("issuer", "http://sso.example.com")), true)).isPresent();
  }

  @Test
  void shouldAdmitBySubjectOrGroup() {
    Allowed allowed =
        new Allowed("sub", java.util.Set.of("u-1"), "realm_access.roles", java.util.Set.of("ops"));

    assertThat(allowed.admits(Map.of("sub", "u-1"))).isTrue();
    assertThat(allowed.admits(Map.of("sub", "u-2"))).isFalse();
    assertThat(allowed.admits(roles(List.of("x", "ops")))).isTrue();
    assertThat(allowed.admits(roles("ops"))).isTrue();
    assertThat(allowed.admits(roles(List.of("operators")))).isFalse();
    assertThat(allowed.admits(Map.of("sub", "u-2", "realm_access", "ops"))).isFalse();
    assertThat(settings(with()).orElseThrow().allowed().admits(Map.of("sub", "any"))).isTrue();
  }

  @Test
  void shouldBelieveVerifiedAddressesOnly() {
    Allowed allowed =
        new Allowed("email", java.util.Set.of("a@example.com"), "groups", java.util.Set.of());

    assertThat(allowed.admits(Map.of("email", "a@example.com", "email_verified", true))).isTrue();
    assertThat(allowed.admits(Map.of("email", "a@example.com"))).isFalse();
  }

  private static Map<String, Object> roles(Object roles) {
    return Map.of("sub", "u-2", "realm_access", Map.of("roles", roles));
  }

  private static void refused(String setting, Map<String, String> given) {
    assertThatThrownBy(() -> settings(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("m1bridge.ui.oidc." + setting)
        .hasMessageNotContaining(SECRET);
  }

  /** A complete configuration with changes; null takes a setting away. */
  private static Map<String, String> with(String... changes) {
    Map<String, String> given =
        new HashMap<>(
            Map.of(
                "issuer", "https://sso.example.com/realms/staff",
                "client-id", "m1-bridge",
                "client-secret", SECRET,
                "allowed-subjects", "*"));
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        given.remove(changes[i]);
      } else {
        given.put(changes[i], changes[i + 1]);
      }
    }
    return given;
  }

  private static Optional<OidcSettings> settings(Map<String, String> given) {
    return OidcSettings.of(config(given), false);
  }

  private static OidcConfig config(Map<String, String> given) {
    Map<String, String> values = new HashMap<>();
    given.forEach((name, value) -> values.put("m1bridge.ui.oidc." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(OidcConfig.class)
        .withDefaultValues(values)
        .addDefaultInterceptors()
        .build()
        .getConfigMapping(OidcConfig.class);
  }
}
