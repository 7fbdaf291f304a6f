package io.m1bridge.kafka.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LetterTest {

  /** Kafka's default of {@code max.request.size}, to which the producer holds each record. */
  private static final int PRODUCER_LIMIT = 1_048_576;

  /** More than a batch and a record have around key, value and headers. */
  private static final int FRAMING = 200;

  private final DeadLetter letter =
      new DeadLetter("crm.contact-changes", 7, 42, Instant.EPOCH, "change-too-large", "Send less");

  @Test
  void shouldKeepWhatFits() {
    byte[] value = new byte[900_000];
    Headers original = new RecordHeaders().add("ce_id", new byte[1_000]);

    Letter made = letter.letter(new byte[10], value, original);

    assertThat(made.value()).isEqualTo(value);
    assertThat(made.headers().lastHeader("ce_id")).isNotNull();
    assertThat(made.headers().lastHeader(Letter.VALUE_BYTES)).isNull();
  }

  @Test
  void shouldSendLengthAndDigestInPlaceOfAValueThatDoesNotFit() {
    byte[] value = "x".repeat(1_047_900).getBytes(StandardCharsets.UTF_8);

    Letter made = letter.letter("k".getBytes(StandardCharsets.UTF_8), value, new RecordHeaders());

    assertThat(made.key()).isEqualTo("k".getBytes(StandardCharsets.UTF_8));
    assertThat(made.value()).isNull();
    assertThat(text(made, Letter.VALUE_BYTES)).isEqualTo("1047900");
    assertThat(text(made, Letter.VALUE_SHA256))
        .isEqualTo(HexFormat.of().formatHex(Digests.sha256(value)));
    assertThat(DeadLetter.read(made.headers())).contains(letter);
  }

  @Test
  void shouldSayHowManyHeadersAreLeftOut() {
    Headers original = new RecordHeaders().add("small", new byte[3]);
    for (int i = 0; i < 20; i++) {
      original.add("big", new byte[60_000]);
    }

    Letter made = letter.letter(null, null, original);

    assertThat(made.headers().lastHeader("small")).isNotNull();
    assertThat(text(made, Letter.HEADERS_DROPPED)).isEqualTo("19");
  }

  @Test
  void shouldFitWhateverForeignHeadersAreCalled() {
    for (String name :
        new String[] {"m1bridge.dlq.foreign", Letter.VALUE_BYTES, DeadLetter.ADVICE}) {
      Letter made = letter.letter(null, null, new RecordHeaders().add(name, new byte[2_000_000]));

      assertThat(size(made)).as(name).isLessThan(PRODUCER_LIMIT - FRAMING);
      assertThat(DeadLetter.read(made.headers())).contains(letter);
    }
  }

  @Test
  void shouldNotTakeItsOriginFromHeadersThatCannotBeOurs() {
    Headers forged =
        new DeadLetter("t".repeat(2_000_000), 1, 2, Instant.EPOCH, "no", "no")
            .over(new RecordHeaders());

    Letter made = letter.letter(null, null, forged);

    assertThat(size(made)).isLessThan(PRODUCER_LIMIT - FRAMING);
    assertThat(DeadLetter.read(made.headers())).contains(letter);
  }

  @Property(tries = 100)
  void shouldFitWhateverCameIn(
      @ForAll @IntRange(max = 1_048_588) int keyBytes,
      @ForAll @IntRange(max = 1_048_588) int valueBytes,
      @ForAll @IntRange(max = 300) int headers,
      @ForAll @IntRange(max = 20_000) int headerBytes) {
    Headers original = new RecordHeaders();
    for (int i = 0; i < headers; i++) {
      original.add("名".repeat(i % 50 + 1), new byte[headerBytes]);
    }

    Letter made = letter.letter(new byte[keyBytes], new byte[valueBytes], original);

    assertThat(size(made)).isLessThan(PRODUCER_LIMIT - FRAMING);
    assertThat(DeadLetter.read(made.headers())).contains(letter);
  }

  private static long size(Letter made) {
    long size = (made.key() == null ? 0 : made.key().length);
    size += made.value() == null ? 0 : made.value().length;
    for (Header header : made.headers()) {
      size += 10 + header.key().getBytes(StandardCharsets.UTF_8).length + header.value().length;
    }
    return size;
  }

  private static String text(Letter made, String name) {
    return new String(made.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
