package io.m1bridge.contactsync.change;

import java.util.List;

/**
 * What became of a record of the change topic.
 *
 * @param <T> what was to be read from it
 */
public sealed interface Parsed<T> {

  record Valid<T>(T value) implements Parsed<T> {}

  record Invalid<T>(Problem problem) implements Parsed<T> {}

  /**
   * Nothing that concerns a contact, such as a heartbeat.
   *
   * @param why one of {@link #WHY}, for metrics
   */
  record PassedOver<T>(String why) implements Parsed<T> {

    /** All there are. */
    public static final List<String> WHY =
        List.of("tombstone", "message", "heartbeat", "transaction");

    public PassedOver {
      if (!WHY.contains(why)) {
        throw new IllegalArgumentException("Not known: " + why);
      }
    }
  }
}
