package io.m1bridge.contracts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Where an account lives: one function for every topic and store that is owned by account, also
 * where the key is longer than the account id. Equal to what Kafka's default partitioner does with
 * the account id as UTF-8 key, so that plain producers agree with it; it is here so that who reads
 * events needs no Kafka client of ours.
 */
public final class AccountPartitioner {

  private static final int SEED = 0x9747b28c;
  private static final int FACTOR = 0x5bd1e995;
  private static final int SHIFT = 24;

  private AccountPartitioner() {}

  /** The partition of an account, from 0 to {@code partitions - 1}. */
  public static int partition(String accountId, int partitions) {
    int hash = murmur2(accountId.getBytes(StandardCharsets.UTF_8));
    return (hash & Integer.MAX_VALUE) % partitions;
  }

  /** Murmur2 in 32 bits, as Kafka's producers use it. */
  private static int murmur2(byte[] bytes) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int hash = SEED ^ bytes.length;
    while (words.remaining() >= Integer.BYTES) {
      int word = words.getInt() * FACTOR;
      hash = (hash * FACTOR) ^ ((word ^ (word >>> SHIFT)) * FACTOR);
    }
    if (words.hasRemaining()) {
      int rest = 0;
      for (int shift = 0; words.hasRemaining(); shift += Byte.SIZE) {
        rest |= Byte.toUnsignedInt(words.get()) << shift;
      }
      hash = (hash ^ rest) * FACTOR;
    }
    hash = (hash ^ (hash >>> 13)) * FACTOR;
    return hash ^ (hash >>> 15);
  }
}
