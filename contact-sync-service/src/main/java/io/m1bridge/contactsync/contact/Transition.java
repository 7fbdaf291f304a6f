package io.m1bridge.contactsync.contact;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a contact: its new state and everything to be published with it. Applied in one
 * place, in one transaction.
 */
public record Transition(ContactState state, List<Ending> endings) {
  public Transition {
    endings = List.copyOf(endings);
  }

  /** A new state that nothing is published of. */
  public static Transition to(ContactState state) {
    return new Transition(state, List.of());
  }

  /** This, published too. */
  public Transition and(Ending ending) {
    List<Ending> more = new ArrayList<>(endings);
    more.add(ending);
    return new Transition(state, more);
  }
}
