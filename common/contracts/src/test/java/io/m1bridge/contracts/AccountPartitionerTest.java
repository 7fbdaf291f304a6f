package io.m1bridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountPartitionerTest {

  /** Where accounts live stands for ever: what they have in stores and topics does not move. */
  @ParameterizedTest
  @CsvSource({
    "a, 4",
    "21, 12",
    "abc, 3",
    "demo, 19",
    "acme-cn, 21",
    "foobar, 6",
    "a-little-bit-long-string, 8"
  })
  void shouldPutAccountsWhereTheyAlwaysWere(String account, int partition) {
    assertThat(AccountPartitioner.partition(account, 24)).isEqualTo(partition);
  }

  @Property
  void shouldAgreeWithKafkasOwnPartitioner(
      @ForAll @AlphaChars @StringLength(min = 1, max = 63) String account,
      @ForAll @IntRange(min = 1, max = 64) int partitions) {
    assertThat(AccountPartitioner.partition(account, partitions))
        .isEqualTo(
            BuiltInPartitioner.partitionForKey(
                account.getBytes(StandardCharsets.UTF_8), partitions));
  }
}
