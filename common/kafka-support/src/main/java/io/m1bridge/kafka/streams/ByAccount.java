package io.m1bridge.kafka.streams;

import io.m1bridge.contracts.AccountPartitioner;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** What is keyed {@code account/…} lives where the account does. */
public final class ByAccount {

  private ByAccount() {}

  /** As a {@link StreamPartitioner} does. */
  public static <V> Optional<Set<Integer>> partition(
      String topic, String key, V value, int partitions) {
    String account = key.substring(0, key.indexOf('/'));
    return Optional.of(Set.of(AccountPartitioner.partition(account, partitions)));
  }
}
