package io.m1bridge.contactsync.contact;

/**
 * A contact in M1 that has to go.
 *
 * @param email the address it stands (or may stand) under
 */
public record StaleContact(String email) {

  @Override
  public String toString() {
    return "StaleContact[redacted]";
  }
}
