package io.m1bridge.kafka.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  private static final Instant TIME = Instant.parse("2026-01-31T10:00:00.123Z");

  private final DeadLetter letter =
      new DeadLetter("crm.contact-changes", 7, 42, TIME, "invalid-json", "Correct the producer");

  @Test
  void shouldReadWhatItWroteAndKeepOtherHeaders() {
    Headers original = new RecordHeaders().add("ce_id", "e-1".getBytes(StandardCharsets.UTF_8));

    Headers headers = letter.over(original);

    assertThat(DeadLetter.read(headers)).contains(letter);
    assertThat(headers.lastHeader("ce_id").value())
        .isEqualTo("e-1".getBytes(StandardCharsets.UTF_8));
    assertThat(original.toArray()).hasSize(1);
  }

  @Test
  void shouldKeepFirstCoordinatesOfReplayedLetter() {
    Headers first = letter.over(new RecordHeaders());

    Headers second =
        new DeadLetter("contact-sync.dead-letters", 1, 99, TIME.plusSeconds(5), "refused", "Ask M1")
            .over(first);

    assertThat(DeadLetter.read(second))
        .contains(new DeadLetter("crm.contact-changes", 7, 42, TIME, "refused", "Ask M1"));
    assertThat(second.headers(DeadLetter.REASON)).hasSize(1);
  }

  @Test
  void shouldNotReadDamagedHeaders() {
    Headers headers = letter.over(new RecordHeaders());
    headers
        .remove(DeadLetter.OFFSET)
        .add(DeadLetter.OFFSET, "many".getBytes(StandardCharsets.UTF_8));

    assertThat(DeadLetter.read(headers)).isEmpty();
    assertThat(DeadLetter.read(new RecordHeaders())).isEmpty();
  }
}
