package io.m1bridge.contactsync.contact;

import org.jspecify.annotations.Nullable;

/**
 * A contact in M1 that has to go.
 *
 * @param email the address it stands (or may stand) under
 * @param m1Id M1's own id, if known
 */
public record Copy(String email, @Nullable Long m1Id) {

  @Override
  public String toString() {
    return "Copy[redacted]";
  }
}
