package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A contact in M1 that has to go. What stands behind {@code pass} is only said of one whose address
 * is no email: M1 then only finds it in lists.
 *
 * @param email the address it stands (or may stand) under
 * @param id M1's id of it, as its list last showed it; 0 if none did, or two. It may be another's
 *     by now
 * @param pass the pass through the list that showed it; 0 if none did
 * @param missed the first pass, of those that were whole, that did not show it since; 0 if none
 * @param alone whether the pass that showed it was whole, and showed no other under the address
 * @param doubtful whether M1 never acknowledged it, nor showed it
 * @param tries how often an id that a list told was no good
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record StaleContact(
    String email, long id, long pass, long missed, boolean alone, boolean doubtful, int tries) {

  /** More ids that are no good are more than chance: M1 shows it otherwise than its lists do. */
  private static final int MOST_TRIES = 5;

  /** One that no pass missed. */
  public StaleContact(String email, long id, long pass) {
    this(email, id, pass, 0, false, false, 0);
  }

  /** One whose id M1 has not told. */
  public static StaleContact of(String email) {
    return new StaleContact(email, 0, 0);
  }

  /** What an add of unknown outcome may have left under an address. */
  static StaleContact doubtful(String address) {
    boolean keyed = !Identity.ofAddress(address).isEmail();
    return new StaleContact(address, 0, 0, 0, false, keyed, 0);
  }

  /**
   * A pass shows the address by this id. Where it showed another one before, nobody can tell which
   * id a delete should name, and it names none.
   */
  StaleContact shown(long shownId, long inPass) {
    boolean twice = inPass == pass && id != shownId;
    return new StaleContact(email, twice ? 0 : shownId, inPass, 0, false, false, tries);
  }

  /** A whole pass did not show it. */
  StaleContact notShown(long inPass) {
    return missed == 0 ? new StaleContact(email, 0, pass, inPass, false, doubtful, tries) : this;
  }

  /** The same, where the id is no more its own. */
  StaleContact withoutId() {
    return new StaleContact(email, 0, pass, missed, false, doubtful, tries + 1);
  }

  /** The same, where it is tried anew, as a change or a person asks for. */
  StaleContact triedAnew() {
    return new StaleContact(email, id, pass, missed, alone, doubtful, 0);
  }

  /** A pass was whole. */
  StaleContact afterWhole(long wholePass) {
    return isKeyed() && pass == wholePass && id != 0
        ? new StaleContact(email, id, pass, 0, true, doubtful, tries)
        : this;
  }

  /**
   * Whether a delete may name the id. Of whom no mark finds there may be two, and a page further on
   * shows the other.
   */
  @JsonIgnore
  public boolean isIdTold() {
    return id != 0 && (alone || !isKeyed());
  }

  /** Whether lists tell ids, again and again, that are no good. */
  @JsonIgnore
  public boolean isInVain() {
    return isKeyed() && tries >= MOST_TRIES;
  }

  /** Whether its address is no email: M1 then only finds it in lists. */
  @JsonIgnore
  public boolean isKeyed() {
    return !Identity.ofAddress(email).isEmail();
  }

  /**
   * Whether M1 acknowledged it and never showed it under this value: what it shows of it, if
   * anything, looks otherwise, so that not to be shown is no proof.
   */
  @JsonIgnore
  boolean isNeverShown() {
    return isKeyed() && !doubtful && pass == 0;
  }

  @Override
  public String toString() {
    return "StaleContact[redacted]";
  }
}
