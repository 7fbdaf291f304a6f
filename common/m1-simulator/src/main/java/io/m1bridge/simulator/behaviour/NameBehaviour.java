package io.m1bridge.simulator.behaviour;

import io.m1bridge.simulator.protocol.M1Code;

/**
 * What becomes of the names of groups, tags and custom fields.
 *
 * @param trimmed whether outer blanks are lost
 * @param longest most characters kept; 0: all
 * @param folded whether capitals become small
 * @param escaped whether {@code & < > " '} are stored as HTML entities
 * @param mostGroups most groups of an account; 0: any
 * @param mostProperties most custom fields of an account; 0: any
 * @param aboveMost what one more gets
 * @param groupsWithoutEffect whether a new group is answered with success and never made
 * @param propertiesWithoutEffect whether a new custom field is answered with success and never made
 * @param refusalCode the code for one too many
 */
public record NameBehaviour(
    boolean trimmed,
    int longest,
    boolean folded,
    boolean escaped,
    int mostGroups,
    int mostProperties,
    AboveMost aboveMost,
    boolean groupsWithoutEffect,
    boolean propertiesWithoutEffect,
    M1Code refusalCode) {

  /** Checks. */
  public NameBehaviour {
    if (longest < 0 || mostGroups < 0 || mostProperties < 0) {
      throw new IllegalArgumentException("numbers below names must not be negative");
    }
  }

  /** One group or custom field too many. */
  public enum AboveMost {
    REFUSED,
    /** Success without effect; contacts are stored without the group. */
    IGNORED
  }

  static NameBehaviour defaults() {
    return new NameBehaviour(
        false, 0, false, false, 0, 0, AboveMost.REFUSED, false, false, M1Code.E10103);
  }
}
