package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class FormEncoderTest {

  @Property
  void shouldKnowTheLengthOfEveryText(@ForAll String text) {
    assertThat(FormEncoder.length(text))
        .isEqualTo(FormEncoder.text(text).getBytes(StandardCharsets.UTF_8).length);
  }

  @Property
  void shouldKnowTheLengthOfHalfCharactersToo(
      @ForAll @CharRange(from = '\uD700', to = '\uE0FF') String text) {
    assertThat(FormEncoder.length(text)).isEqualTo(FormEncoder.text(text).length());
  }

  @Test
  void shouldTakeNineBytesForAChineseCharacter() {
    assertThat(FormEncoder.length("梅")).isEqualTo(9);
  }

  @Test
  void shouldEncodeNamesAndValuesInOrder() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("token", "a b");
    parameters.put("c&d", "=");

    assertThat(FormEncoder.encode(parameters)).isEqualTo("token=a+b&c%26d=%3D");
  }
}
