package io.m1bridge.edm.session;

import java.util.Arrays;

/**
 * In which order a pass saw its rows: 4 bytes a row. Two passes over one unchanged list see one
 * order, whatever the size of their pages.
 */
final class RowOrder {

  private int[] cores = new int[16];
  private int size;
  private long hash = 1;
  private boolean split;

  void add(RowKey row) {
    hash = 31 * hash + row.fingerprint().hashCode();
    if (size == cores.length) {
      cores = Arrays.copyOf(cores, 2 * size);
    }
    cores[size++] = row.core().hashCode();
  }

  /** Rows come again from here on: another pass may be split elsewhere. */
  void split() {
    split = true;
  }

  /** Whether the rows are the same, as they look, as far as a hash can tell. */
  boolean equalsAll(RowOrder other) {
    return hash == other.hash;
  }

  /**
   * Whether the rows that both passes came to are alike, one by one. It cannot be told where one of
   * them was split: then nothing speaks against it.
   */
  boolean isLike(RowOrder other) {
    int both = Math.min(size, other.size);
    return split || other.split || Arrays.equals(cores, 0, both, other.cores, 0, both);
  }
}
