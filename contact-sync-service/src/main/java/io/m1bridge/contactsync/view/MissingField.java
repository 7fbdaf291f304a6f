package io.m1bridge.contactsync.view;

import org.jspecify.annotations.Nullable;

/**
 * A field that a mapping writes and that contacts of the account do not have at M1.
 *
 * @param field as the mapping has it; {@code custom.LABEL} for a custom property
 * @param nearest what may be meant, as M1 has it; null if nothing is near
 * @param file of the mapping
 * @param line where it stands there, from 1
 */
public record MissingField(String field, @Nullable String nearest, String file, int line) {

  /** For people, without the place. */
  public String says() {
    return nearest == null ? field : field + "; is " + nearest + " meant?";
  }
}
