package io.m1bridge.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainHttpTest {

  @ParameterizedTest
  @CsvSource({
    "http://m1.example.com/v2, true",
    "HTTP://10.0.0.1, true",
    "http://127.0.0.1.example.com, true",
    "https://m1.example.com, false",
    "http://localhost:8081, false",
    "http://127.0.0.1:8081, false",
    "http://[::1]:8081, false"
  })
  void shouldTellWhatOthersCanRead(URI address, boolean readable) {
    assertThat(PlainHttp.leavesThisMachine(address)).isEqualTo(readable);
  }
}
