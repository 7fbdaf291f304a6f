package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An example in a mapping file: a record and what must become of it.
 *
 * @param line where it stands in the file, from 1
 * @param key the record's key; null for none
 * @param value the record's value; null for none
 */
public record Example(
    String name,
    int line,
    @Nullable JsonValue key,
    @Nullable JsonValue value,
    Map<String, String> headers,
    Expected expected) {

  /** What must become of it. */
  public sealed interface Expected {

    /**
     * A contact.
     *
     * @param fields the values that are compared, by the names of the contract, {@code
     *     custom.LABEL}, {@code groups} and {@code account}; null: cleared, or not said
     */
    record Contact(@Nullable String key, Map<String, @Nullable String> fields)
        implements Expected {}

    /**
     * The delete of a contact.
     *
     * @param account null: whichever
     */
    record Deleted(String key, @Nullable String account) implements Expected {}

    /** A dead letter. */
    record DeadLetter(String reason) implements Expected {}

    /** Nothing. */
    record PassedOver() implements Expected {}
  }
}
