package io.m1bridge.contactsync.contact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came. Kept only while its change is open.
 *
 * @param key record key; null if it had none
 * @param value record value; null if it had none
 * @param headers in their order
 */
public record Original(byte @Nullable [] key, byte @Nullable [] value, List<HeaderEntry> headers) {

  /** One header. */
  public record HeaderEntry(String name, byte @Nullable [] value) {}

  public Original {
    headers = List.copyOf(headers);
  }

  @Override
  public String toString() {
    return "Original[redacted]";
  }
}
