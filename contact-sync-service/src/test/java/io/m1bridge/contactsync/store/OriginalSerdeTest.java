package io.m1bridge.contactsync.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.contact.Original;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class OriginalSerdeTest {

  private final OriginalSerde serde = new OriginalSerde();

  @Property
  void shouldKeepEveryRecordAsItCame(@ForAll("originals") Original original) {
    byte[] bytes = serde.serializer().serialize("t", original);

    assertThat(serde.deserializer().deserialize("t", bytes))
        .usingRecursiveComparison()
        .isEqualTo(original);
  }

  @Test
  void shouldRefuseWhatIsCutOff() {
    Original original = new Original(new byte[] {1}, new byte[100], List.of(), null);
    byte[] bytes = serde.serializer().serialize("t", original);

    assertThatThrownBy(() -> serde.deserializer().deserialize("t", Arrays.copyOf(bytes, 50)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("original");
  }

  @Provide
  Arbitrary<Original> originals() {
    Arbitrary<byte[]> bytes =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(300).injectNull(0.2);
    Arbitrary<Original.HeaderEntry> headers =
        Combinators.combine(Arbitraries.strings().all().filter(OriginalSerdeTest::isWhole), bytes)
            .as(Original.HeaderEntry::new);
    Arbitrary<Instant> timestamps =
        Arbitraries.longs().between(-1, 2_000_000_000_000_000L).map(Instant::ofEpochMilli);
    return Combinators.combine(
            bytes, bytes, headers.list().ofMaxSize(12), timestamps.injectNull(0.2))
        .as(Original::new);
  }

  /** Kafka decodes names from UTF-8: half a character cannot come. */
  private static boolean isWhole(String name) {
    return name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }
}
