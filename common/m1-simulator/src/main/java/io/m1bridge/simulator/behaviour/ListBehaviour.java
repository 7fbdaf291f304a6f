package io.m1bridge.simulator.behaviour;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * What the page leaves open about the lists of contacts, groups, tags and custom fields.
 *
 * @param address how an email stands in answers
 * @param memberLag how long after joining a group a contact shows in the group's list
 * @param contactLag how long after its creation a contact shows in any list
 * @param removalLag how long after a delete a contact still shows
 * @param nameLag how long after its creation a group, tag or custom field shows
 * @param totalCountsHidden whether the total counts contacts that the lag hides
 * @param total the total's form
 * @param depth how deep {@code contact/all} can be paged
 * @param namePageCap most groups or tags on one page; 0: none
 */
public record ListBehaviour(
    Address address,
    Duration memberLag,
    Duration contactLag,
    Duration removalLag,
    Duration nameLag,
    boolean totalCountsHidden,
    Totals total,
    PageDepth depth,
    int namePageCap) {

  /** Checks. */
  public ListBehaviour {
    if (Stream.of(memberLag, contactLag, removalLag, nameLag).anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("a lag of lists must not be negative");
    }
    if (namePageCap < 0) {
      throw new IllegalArgumentException("lists.namePageCap must not be negative");
    }
  }

  /** An email in answers. */
  public enum Address {
    AS_STORED,
    TRIMMED,
    LOWER,
    UPPER,
    /** A blank before and behind it. */
    PADDED,
    /** Any of these, fixed per contact. */
    MIXED
  }

  /** The longest of the lags of contacts. */
  public Duration longestLag() {
    return Stream.of(memberLag, contactLag, removalLag)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  static ListBehaviour defaults() {
    return new ListBehaviour(
        Address.AS_STORED,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        false,
        Totals.exact(),
        PageDepth.unbounded(),
        0);
  }
}
