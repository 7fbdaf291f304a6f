package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example/v2",
        "http://localhost:8090/v2",
        "http://127.0.0.1:8090",
        "http://127.1.2.3",
        "http://[::1]:80/"
      })
  void shouldTakeTlsAndLoopback(String address) {
    assertThatCode(() -> Addresses.check("s", URI.create(address), false))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.m1world.com/v2",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://10.0.0.1/"
      })
  void shouldRefusePlainHttpElsewhereAndSayWhatItMeans(String address) {
    assertThatThrownBy(() -> Addresses.check("m1bridge.m1.url", URI.create(address), false))
        .hasMessageContaining("m1bridge.m1.url")
        .hasMessageContaining("m1bridge.m1.allow-insecure=true")
        .hasMessageContaining("could read access tokens");
    assertThatCode(() -> Addresses.check("s", URI.create(address), true))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://x/", "api.m1world.com", "http:///v2", "https://x/?a=b", "https://x/#f"})
  void shouldRefuseWhatIsNoBaseAddress(String address) {
    assertThatThrownBy(() -> Addresses.check("m1bridge.m1.url", URI.create(address), true))
        .hasMessageContaining("m1bridge.m1.url");
  }
}
