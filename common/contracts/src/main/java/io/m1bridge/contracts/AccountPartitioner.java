package io.m1bridge.contracts;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where an account lives: one function for every topic and store that is owned by account, also
 * where the key is longer than the account id. Equal to what Kafka's default partitioner does with
 * the account id as UTF-8 key, so that plain producers agree with it.
 */
public final class AccountPartitioner {

  private AccountPartitioner() {}

  /** The partition of an account, from 0 to {@code partitions - 1}. */
  public static int partition(String accountId, int partitions) {
    return Utils.toPositive(Utils.murmur2(accountId.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
