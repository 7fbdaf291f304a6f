package io.m1bridge.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountAccessConfigTest {

  private static AccountAccessConfig of(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withMapping(AccountAccessConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 500))
        .build()
        .getConfigMapping(AccountAccessConfig.class);
  }

  @Test
  void shouldAskTheTokenServiceOfThisMachineAndPresentNothing() {
    assertThat(of(Map.of()))
        .satisfies(
            config -> assertThat(config.url()).containsExactly(URI.create("http://127.0.0.1:8081")))
        .returns(true, config -> config.callerTokenFile().isEmpty())
        .returns(Duration.ofSeconds(5), AccountAccessConfig::timeout)
        .returns(Duration.ofSeconds(60), AccountAccessConfig::minTokenValidity);
  }

  @Test
  void shouldReadVariables() {
    AccountAccessConfig config =
        of(Map.of("TOKEN_SERVICE_URL", "http://a,http://b", "M1BRIDGE_CALLER_TOKEN_FILE", "jwt"));

    assertThat(config.url()).containsExactly(URI.create("http://a"), URI.create("http://b"));
    assertThat(config.callerTokenFile()).contains(Path.of("jwt"));
  }
}
