package io.m1bridge.kafka.deadletter;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is written: the original with the reason in its headers, or as much of it as
 * fits into a record. A letter that is too large would end the task that only wanted to put it
 * aside.
 *
 * @param key of the original; null also where it did not fit
 * @param value of the original; null also where it did not fit
 * @param headers of the original and ours
 */
public record Letter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

  /**
   * Key, value and headers together. Kafka's defaults let a record have 1,048,576 bytes at the
   * producer and a few more at the topic; the rest is for framing.
   */
  public static final int MAX_BYTES = 1_000_000;

  /** Length in bytes of a value that was left out. */
  public static final String VALUE_BYTES = "m1bridge.dlq.value-bytes";

  /** SHA-256 of a value that was left out, in hexadecimal. */
  public static final String VALUE_SHA256 = "m1bridge.dlq.value-sha256";

  /** Length in bytes of a key that was left out. */
  public static final String KEY_BYTES = "m1bridge.dlq.key-bytes";

  /** SHA-256 of a key that was left out, in hexadecimal. */
  public static final String KEY_SHA256 = "m1bridge.dlq.key-sha256";

  /** How many of the original's headers were left out. */
  public static final String HEADERS_DROPPED = "m1bridge.dlq.headers-dropped";

  /** What a key, and all headers that are kept, may have where the value is left out. */
  private static final int MAX_PART_BYTES = 65_536;

  /** Lengths before a header's name and value. */
  private static final int HEADER_FRAMING = 10;

  /** The original under our headers, as far as it fits. */
  static Letter of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    if (length(key) + length(value) + bytes(headers) <= MAX_BYTES) {
      return new Letter(key, value, headers);
    }
    Headers kept = bounded(headers);
    if (value != null) {
      Digests.put(kept, VALUE_BYTES, VALUE_SHA256, value);
    }
    boolean keyFits = length(key) <= MAX_PART_BYTES;
    if (key != null && !keyFits) {
      Digests.put(kept, KEY_BYTES, KEY_SHA256, key);
    }
    return new Letter(keyFits ? key : null, null, kept);
  }

  /**
   * Ours all, the original's in their order while there is room. A name that only begins like ours
   * may be anybody's.
   */
  private static Headers bounded(Headers headers) {
    Headers kept = new RecordHeaders();
    long used = 0;
    int dropped = 0;
    for (Header header : headers) {
      boolean ours = DeadLetter.NAMES.contains(header.key()) && bytes(header) <= MAX_PART_BYTES;
      if (ours || used + bytes(header) <= MAX_PART_BYTES) {
        kept.add(header);
        used += ours ? 0 : bytes(header);
      } else {
        dropped++;
      }
    }
    if (dropped > 0) {
      DeadLetter.set(kept, HEADERS_DROPPED, Integer.toString(dropped));
    }
    return kept;
  }

  private static long bytes(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += bytes(header);
    }
    return bytes;
  }

  private static long bytes(Header header) {
    // A char has at most three bytes.
    return HEADER_FRAMING + 3L * header.key().length() + length(header.value());
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  @Override
  public String toString() {
    return "Letter[" + length(value) + " bytes]";
  }
}
