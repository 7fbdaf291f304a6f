package io.m1bridge.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.production.Finding;
import io.m1bridge.production.ProductionCheck;
import io.m1bridge.ui.oidc.OidcConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInChecksTest {

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(SignInConfig.class)
        .withMapping(OidcConfig.class)
        .addDiscoveredConverters()
        .withDefaultValues(settings)
        .build();
  }

  private static ProductionCheck randomToken(Map<String, String> settings) {
    SmallRyeConfig config = config(settings);
    return SignInChecks.randomToken(
        config.getConfigMapping(SignInConfig.class), config.getConfigMapping(OidcConfig.class));
  }

  @Test
  void shouldNotGoIntoProductionWithARandomToken() {
    assertThat(randomToken(Map.of()).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.SEVERE);
              assertThat(finding.property()).isEqualTo("m1bridge.ui.token");
            });
  }

  @Test
  void shouldBeContentWithAGivenTokenOrAnIssuer() {
    assertThat(randomToken(Map.of("m1bridge.ui.token", "x".repeat(32))).findings()).isEmpty();
    assertThat(randomToken(Map.of("m1bridge.ui.oidc.issuer", "https://sso.example.com")).findings())
        .isEmpty();
  }

  @Test
  void shouldWarnOfSigningInOverPlainHttp() {
    SignInConfig insecure =
        config(Map.of("m1bridge.ui.allow-insecure", "true")).getConfigMapping(SignInConfig.class);
    SignInConfig secure = config(Map.of()).getConfigMapping(SignInConfig.class);

    assertThat(SignInChecks.plainHttp(insecure).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.property()).isEqualTo("m1bridge.ui.allow-insecure"));
    assertThat(SignInChecks.plainHttp(secure).findings()).isEmpty();
  }
}
