package io.m1bridge.guarantee;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * M1 never shows an older change of a contact after a newer one. M1 may be looked at as often as
 * one likes: each look that is missing can only hide a violation, never make one.
 */
public final class PerContactOrder {

  private final Map<String, Long> newest = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  /**
   * M1 went back.
   *
   * @param contact whose
   * @param newer number of the change that M1 had shown
   * @param older number of the change that it showed after that
   */
  public record Violation(String contact, long newer, long older) {}

  /**
   * M1 shows this change of a contact.
   *
   * @param change its number: the CRM's changes are numbered as they were made
   */
  public void saw(String contact, long change) {
    Long before = newest.put(contact, change);
    if (before != null && before > change) {
      violations.add(new Violation(contact, before, change));
    }
  }

  /** In the order of the looks. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }
}
