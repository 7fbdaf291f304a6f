package io.m1bridge.ui.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {

  @Test
  void shouldKeepFormsHomeUnlessConfigured() {
    assertThat(SecurityHeaders.policy(List.of()))
        .endsWith("form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(SecurityHeaders.policy(List.of(URI.create("https://auth.example:8443/x?y=1"))))
        .endsWith("form-action 'self' https://auth.example:8443");
  }

  @Test
  void shouldNameSettingWhenOriginIsNone() {
    assertThatThrownBy(() -> SecurityHeaders.policy(List.of(URI.create("auth.example"))))
        .hasMessageContaining("m1bridge.ui.form-action-origins");
  }
}
