package io.m1bridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

class AccountPartitionerTest {

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
