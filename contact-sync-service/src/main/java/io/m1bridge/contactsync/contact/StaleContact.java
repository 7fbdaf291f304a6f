package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A contact in M1 that has to go.
 *
 * @param email the address it stands (or may stand) under
 * @param id M1's id of it, as its list last showed it; 0 if none did, or two. It may be another's
 *     by now
 * @param pass the pass through the list that showed it; 0 if none did
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record StaleContact(String email, long id, long pass) {

  /** One whose id M1 has not told. */
  public static StaleContact of(String email) {
    return new StaleContact(email, 0, 0);
  }

  /**
   * A pass shows the address by this id. Where it showed another one before, nobody can tell which
   * id a delete should name, and it names none.
   */
  StaleContact shown(long shownId, long inPass) {
    boolean twice = inPass == pass && id != shownId;
    return new StaleContact(email, twice ? 0 : shownId, inPass);
  }

  @Override
  public String toString() {
    return "StaleContact[redacted]";
  }
}
