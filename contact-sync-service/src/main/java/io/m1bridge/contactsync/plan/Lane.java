package io.m1bridge.contactsync.plan;

import io.m1bridge.contactsync.contact.Work;
import java.util.Optional;

/** Where a contact queues, by what it needs next. */
public enum Lane {
  DELETE,
  EDIT,
  ADD;

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
