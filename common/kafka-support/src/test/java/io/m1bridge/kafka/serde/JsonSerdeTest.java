package io.m1bridge.kafka.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class JsonSerdeTest {

  private final JsonSerde<Visit> serde = JsonSerde.of(Visit.class);

  record Visit(String who, Instant at) {}

  @Test
  void shouldRoundTripWithReadableTime() {
    Visit visit = new Visit("a", Instant.parse("2026-01-31T10:00:00Z"));

    byte[] bytes = serde.serializer().serialize("t", visit);

    assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"2026-01-31T10:00:00Z\"");
    assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(visit);
  }

  @Test
  void shouldIgnoreFieldsOfNewerVersions() {
    assertThat(serde.deserializer().deserialize("t", json("{\"who\":\"a\",\"colour\":\"red\"}")))
        .isEqualTo(new Visit("a", null));
  }

  @Test
  void shouldLeaveTombstonesAlone() {
    assertThat(serde.serializer().serialize("t", null)).isNull();
    assertThat(serde.deserializer().deserialize("t", null)).isNull();
  }

  @Test
  void shouldNotQuoteContents() {
    assertThatThrownBy(
            () -> serde.deserializer().deserialize("t", json("{\"at\":\"secret@example.org\"}")))
        .isInstanceOf(SerializationException.class)
        .hasNoCause()
        .hasMessageContaining("Cannot read a Visit of t")
        .hasMessageNotContaining("secret");
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
