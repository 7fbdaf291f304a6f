package io.m1bridge.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FormDecoderTest {
  private static Map<String, String> decode(String encoded) {
    return FormDecoder.decode(encoded.getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<Map<String, String>> forms() {
    Arbitrary<String> text = Arbitraries.strings().withChars("a=&+%#? 男\"{}\n").ofMaxLength(12);
    return Arbitraries.maps(text.filter(name -> !name.isEmpty()), text);
  }

  @Property
  void shouldReadWhatTheJdkEncodes(@ForAll("forms") Map<String, String> form) {
    String encoded =
        form.entrySet().stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&"));

    assertThat(decode(encoded)).isEqualTo(form);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Example
  void shouldTakeTheFirstOfANameAndBlanksForMissingValues() {
    assertThat(decode("a=1&a=2&b&c=&&=d&e=x=y"))
        .isEqualTo(Map.of("a", "1", "b", "", "c", "", "e", "x=y"));
    assertThat(decode("")).isEmpty();
  }

  @Example
  void shouldRefuseBrokenEscapes() {
    for (String broken : new String[] {"a=%", "a=%4", "a=%4&b=1", "a=%zz", "%4=a"}) {
      assertThatThrownBy(() -> decode(broken)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
