package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Original.HeaderEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @ParameterizedTest
  @ValueSource(strings = {"traceparent", "ce_traceparent"})
  void shouldReadTheContextOfARecordAndOfAnEvent(String header) {
    assertThat(Traceparent.of(List.of(header("other", "x"), header(header, SAMPLED))))
        .contains(SAMPLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-and-more"
      })
  void shouldPassOverWhatIsNoneOrNotSampled(String value) {
    assertThat(Traceparent.of(List.of(header("traceparent", value)))).isEmpty();
  }

  @Test
  void shouldPassOverAHeaderWithoutAValue() {
    assertThat(Traceparent.of(List.of(new HeaderEntry("traceparent", null)))).isEmpty();
  }

  private static HeaderEntry header(String name, String value) {
    return new HeaderEntry(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
