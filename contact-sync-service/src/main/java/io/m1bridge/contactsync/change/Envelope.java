package io.m1bridge.contactsync.change;

import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent as far as a change needs it, whichever mode it came in.
 *
 * @param subject null if it has none
 * @param account the extension {@code m1account}; null if it has none
 * @param data reads the data when asked: that of a delete is of no interest
 */
record Envelope(
    String id, String type, @Nullable String subject, @Nullable String account, Data data) {

  /** Data that may turn out to be unreadable. */
  @FunctionalInterface
  interface Data {
    JsonValue read() throws BadChange;
  }

  @Override
  public String toString() {
    return "Envelope[" + type + "]";
  }
}
