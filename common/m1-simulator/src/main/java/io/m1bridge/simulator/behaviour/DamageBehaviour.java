package io.m1bridge.simulator.behaviour;

import java.util.List;

/**
 * Rows of lists that are not what they should be. A row is damaged in the same way at every
 * reading.
 *
 * @param lists the lists with damaged rows
 * @param kinds what is wrong with them; each row has one of these
 * @param fields the fields that may be damaged; empty: any
 * @param share share of the rows, 0 to 1
 * @param nth every row whose number is a multiple of it too; 0: none
 * @param seed decides which rows
 */
public record DamageBehaviour(
    List<Listing> lists, List<Kind> kinds, List<String> fields, double share, int nth, long seed) {

  /** Copies and checks. */
  public DamageBehaviour {
    lists = List.copyOf(lists);
    kinds = List.copyOf(kinds);
    fields = List.copyOf(fields);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("damage.share runs from 0 to 1");
    }
    if (nth < 0) {
      throw new IllegalArgumentException("damage.nth must not be negative");
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("damage.kinds must not be empty");
    }
  }

  /** The lists of M1. */
  public enum Listing {
    CONTACTS,
    CAMPAIGNS,
    ENGAGEMENT,
    GROUPS,
    PROPERTIES
  }

  /** What is wrong with a row. */
  public enum Kind {
    NULL_ROW,
    /** A text, a number or an array. */
    NOT_AN_OBJECT,
    MISSING_FIELD,
    NULL_FIELD,
    /** An object, an array, a flag, a text for a number or a number for a text. */
    OTHER_TYPE
  }

  static DamageBehaviour defaults() {
    return new DamageBehaviour(
        List.of(Listing.values()), List.of(Kind.values()), List.of(), 0, 0, 1);
  }
}
