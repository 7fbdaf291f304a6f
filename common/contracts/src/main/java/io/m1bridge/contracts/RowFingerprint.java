package io.m1bridge.contracts;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What makes engagement rows equal, in 16 bytes: see {@link EngagementIds}. It cannot be turned
 * back into a recipient without guessing one, yet it can be guessed: keep it out of logs.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record RowFingerprint(long high, long low) {

  /** Length of {@link #toBytes()}. */
  public static final int BYTES = 16;

  /** The 16 bytes, big-endian. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /** 32 hex digits in lower case. */
  public String toHex() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  static RowFingerprint ofBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new RowFingerprint(buffer.getLong(), buffer.getLong());
  }

  @Override
  public String toString() {
    return "RowFingerprint[redacted]";
  }
}
