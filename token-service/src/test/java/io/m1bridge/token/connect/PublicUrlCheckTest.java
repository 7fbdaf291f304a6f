package io.m1bridge.token.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.production.Finding;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PublicUrlCheckTest {

  @Test
  void shouldWantHttpsForBrowsersOfOtherMachines() {
    assertThat(new PublicUrlCheck(URI.create("http://m1.example.com")).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.SEVERE);
              assertThat(finding.property()).isEqualTo("m1bridge.token.public-url");
            });
    assertThat(new PublicUrlCheck(URI.create("https://m1.example.com")).findings()).isEmpty();
    assertThat(new PublicUrlCheck(URI.create("http://127.0.0.1:8081")).findings()).isEmpty();
  }
}
