package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.token.caller.JwksSettings;
import io.m1bridge.token.connect.ConnectSettings;
import io.m1bridge.token.health.MetricsSettings;
import io.m1bridge.token.secret.KeysetSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds where an operator says nothing, and the variables that say it shortly. */
class SettingsDefaultsTest {

  private static <T> T of(Class<T> mapping) {
    return TestSettings.of(mapping, Map.of());
  }

  @Test
  void shouldTrustTheKeysOfCallersByTheMachinesOwnCertificates() {
    assertThat(of(JwksSettings.class))
        .returns(true, settings -> settings.caFile().isEmpty())
        .returns(true, settings -> settings.tokenFile().isEmpty())
        .returns(Duration.ofMinutes(5), JwksSettings::refreshEvery);
  }

  @Test
  void shouldHaveNoKeysetOfItsOwn() {
    assertThat(of(KeysetSettings.class))
        .returns(true, settings -> settings.keysetFile().isEmpty())
        .returns(true, settings -> settings.keyset().isEmpty());
  }

  @Test
  void shouldBeFoundByBrowsersOnThisMachine() {
    assertThat(of(ConnectSettings.class).publicUrl())
        .isEqualTo(URI.create("http://127.0.0.1:8081"));
  }

  @Test
  void shouldMeasureAHundredAccountsOneByOne() {
    assertThat(of(MetricsSettings.class).accounts()).isEqualTo(100);
  }

  @Test
  void shouldReadVariables() {
    Map<String, String> variables =
        Map.of(
            "M1BRIDGE_PUBLIC_URL", "https://m1.example.com",
            "M1BRIDGE_TOKEN_KEYSET_FILE", "keys.json",
            "M1BRIDGE_JWKS_CA_FILE", "ca.pem");

    assertThat(TestSettings.of(ConnectSettings.class, variables).publicUrl())
        .isEqualTo(URI.create("https://m1.example.com"));
    assertThat(TestSettings.of(KeysetSettings.class, variables).keysetFile())
        .contains(Path.of("keys.json"));
    assertThat(TestSettings.of(JwksSettings.class, variables).caFile()).contains(Path.of("ca.pem"));
  }
}
