package io.m1bridge.contactsync.price;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Remembers millions of texts in eight bytes each, of which nothing can be read back. Two texts are
 * taken for one about once in 10 million sets of a million.
 */
final class Prints {

  /** Texts at most: as many as 64 MiB hold, less those of the portion that comes to it. */
  static final int MOST = (1 << 22) - (1 << 16);

  private static final int FIRST_SLOTS = 1 << 10;

  private final MessageDigest digest;
  private long[] slots = new long[FIRST_SLOTS];
  private int size;

  Prints() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Whether no more should be added. */
  boolean isFull() {
    return size >= MOST;
  }

  boolean contains(String text) {
    return slots[slot(slots, print(text))] != 0;
  }

  /** Adds a text; whether it is new. */
  boolean add(String text) {
    long print = print(text);
    int slot = slot(slots, print);
    if (slots[slot] != 0) {
      return false;
    }
    slots[slot] = print;
    if (++size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] more = new long[slots.length * 2];
    for (long print : slots) {
      if (print != 0) {
        more[slot(more, print)] = print;
      }
    }
    slots = more;
  }

  /** Where a print stands, or would stand: half of the slots are free, so that it is found. */
  private static int slot(long[] slots, long print) {
    int slot = (int) print & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != print) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  /** Never 0, which stands for a free slot. */
  private long print(String text) {
    long print = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    return print == 0 ? 1 : print;
  }
}
