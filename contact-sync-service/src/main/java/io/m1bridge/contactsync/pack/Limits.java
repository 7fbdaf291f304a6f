package io.m1bridge.contactsync.pack;

import io.m1bridge.m1.M1Call;

/**
 * What one call may carry.
 *
 * @param rows at most {@link M1Call#MAX_ROWS}
 * @param bytes of the encoded form; a single row that is bigger goes alone
 */
public record Limits(int rows, int bytes) {

  /**
   * UTF-16 units of the contacts' keys in one call: the intent names them, and it has to fit into a
   * record of Kafka's default size, even where each takes three bytes.
   */
  static final int KEYS = 200_000;

  public Limits {
    if (rows < 1 || rows > M1Call.MAX_ROWS) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.max-rows has to be 1 to " + M1Call.MAX_ROWS + ", not " + rows);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("m1bridge.contact-sync.max-form-bytes has to be positive");
    }
  }

  /** The same with at most so many rows. */
  public Limits withAtMost(int mostRows) {
    return withAtMost(mostRows, bytes);
  }

  /** The same with at most so many rows and bytes. */
  public Limits withAtMost(int mostRows, int mostBytes) {
    return new Limits(Math.min(rows, mostRows), Math.min(bytes, mostBytes));
  }
}
