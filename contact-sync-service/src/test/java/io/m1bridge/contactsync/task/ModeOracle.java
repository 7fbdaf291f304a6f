package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.task.Histories.Action;
import io.m1bridge.contactsync.task.Histories.Kind;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What M1 has to show in the end, by the rule of a mode alone: the city of each address. */
final class ModeOracle {

  private final Mode mode;
  private final Set<String> stood;

  /** Addresses that M1 has to show, with the city that it has to show. */
  private final Map<String, String> exact;

  /** Addresses that M1 has to show with any city: nobody can say what was sent before a delete. */
  private final Set<String> any = new TreeSet<>();

  /** Addresses that were deleted and stayed in M1, or may have. */
  private final Set<String> left = new TreeSet<>();

  /** Of addresses that were not there and are added once: every city that the CRM said. */
  private final Map<String, Set<String>> said = new TreeMap<>();

  /** Addresses that M1 may show: nobody can say whether an add was sent before its delete. */
  private final Set<String> maybe = new TreeSet<>();

  /**
   * @param standing what M1 shows when the mode begins
   */
  ModeOracle(Mode mode, Map<String, String> standing) {
    this.mode = mode;
    this.stood = Set.copyOf(standing.keySet());
    this.exact = new TreeMap<>(standing);
  }

  void change(Action change) {
    String email = change.email();
    if (mode == Mode.ADD_ONLY) {
      if (!stood.contains(email)) {
        addedOnce(email, change);
      }
    } else if (change.kind() == Kind.DELETE) {
      delete(email);
    } else if (mode != Mode.UPDATE_ONLY || stood.contains(email)) {
      write(email, change);
    }
  }

  /** Which of its changes the add took along, nobody can say. */
  private void addedOnce(String email, Action change) {
    if (change.kind() != Kind.DELETE) {
      said.computeIfAbsent(email, any -> new TreeSet<>())
          .add(change.kind() == Kind.CLEAR ? "" : change.city());
      any.add(email);
      maybe.remove(email);
    } else if (any.remove(email)) {
      maybe.add(email);
    }
  }

  private void write(String email, Action change) {
    if (change.kind() != Kind.CLEAR) {
      any.remove(email);
      exact.put(email, change.city());
    } else if (left.contains(email)) {
      // Only what is known to be ours is cleared, and a city sent since may have been folded.
      any.add(email);
      exact.remove(email);
    } else {
      exact.put(email, "");
    }
    maybe.remove(email);
  }

  private void delete(String email) {
    boolean known = exact.remove(email) != null || any.contains(email);
    if (mode == Mode.MIRROR) {
      return;
    }
    left.add(email);
    if (stood.contains(email)) {
      any.add(email);
    } else if (known) {
      any.remove(email);
      maybe.add(email);
    }
  }

  void check(Map<String, String> shown) {
    assertThat(shown).containsAllEntriesOf(exact);
    assertThat(shown.keySet()).containsAll(any);
    Set<String> allowed = new TreeSet<>(exact.keySet());
    allowed.addAll(any);
    allowed.addAll(maybe);
    assertThat(allowed).containsAll(shown.keySet());
    said.forEach(
        (email, cities) ->
            assertThat(shown.getOrDefault(email, cities.iterator().next())).isIn(cities));
  }
}
