package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1764300000000 | 2025-11-28T03:20:00Z",
        "1764300000 | 2025-11-28T03:20:00Z",
        "\"1764300000\" | 2025-11-28T03:20:00Z",
        "\"2025-11-28 11:20:00.0\" | 2025-11-28T03:20:00Z",
        "\"2025-11-28T11:20\" | 2025-11-28T03:20:00Z",
        "1764300000000000 |",
        "\"2025-02-30 11:20:00\" |",
        "0 |",
        "-5 |",
        "null |",
        "\"\" |",
        "{} |",
        "\"soon\" |"
      })
  void shouldReadMillisSecondsAndTexts(String sent, @Nullable Instant moment) {
    assertThat(Moments.read(Json.parse("{\"at\": " + sent + "}").orElseThrow(), "at"))
        .isEqualTo(Optional.ofNullable(moment));
  }
}
