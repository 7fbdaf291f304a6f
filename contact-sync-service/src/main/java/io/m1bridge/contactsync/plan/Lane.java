package io.m1bridge.contactsync.plan;

import io.m1bridge.contactsync.contact.Work;
import java.util.Optional;

/** Where a contact queues, by what it needs next. */
public enum Lane {
  DELETE,
  EDIT,
  ADD;

  private static final int PAGE = 50;

  /**
   * Calls that the contacts of one batch take: a delete marks, lists page by page, deletes, and
   * looks whether all are gone.
   *
   * @param rows contacts; a mean may have a fraction
   */
  double calls(double rows) {
    return this == DELETE ? 3 + Math.ceil(rows / PAGE) : 1;
  }

  /** The lane for a piece of work; empty for none. */
  public static Optional<Lane> of(Work work) {
    if (work instanceof Work.Delete) {
      return Optional.of(DELETE);
    }
    if (work instanceof Work.Edit) {
      return Optional.of(EDIT);
    }
    return work instanceof Work.Add ? Optional.of(ADD) : Optional.empty();
  }
}
