package io.m1bridge.contactsync.result;

import org.jspecify.annotations.Nullable;

/**
 * A record that the task sends; key and headers travel in the Streams record.
 *
 * @param to which topic
 */
public record Outbound(To to, byte @Nullable [] value) {

  /** The topics that the task writes. */
  public enum To {
    RESULTS,
    DEAD_LETTERS,
    UNDELIVERED,
    INTENTS,
    /** The repartition topic: nothing but beats. */
    ROUTED
  }

  @Override
  public String toString() {
    return "Outbound[" + to + "]";
  }
}
