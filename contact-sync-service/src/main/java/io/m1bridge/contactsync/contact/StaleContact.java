package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A contact in M1 that has to go.
 *
 * @param email the address it stands (or may stand) under
 * @param id M1's id of it, as its list last showed it; 0 if none did. It may be another's by now
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record StaleContact(String email, long id) {

  /** One whose id M1 has not told. */
  public static StaleContact of(String email) {
    return new StaleContact(email, 0);
  }

  @Override
  public String toString() {
    return "StaleContact[redacted]";
  }
}
