package io.m1bridge.simulator.contact;

import io.m1bridge.simulator.behaviour.ListBehaviour;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What lists do not show yet, and what they still show: M1's lists may lag behind its writes. Only
 * recent writes are remembered, and none while there is no lag. Guarded by its book.
 */
final class ListLag {
  private record Joined(long at, int group, long id) {}

  private record Created(long at, long id) {}

  private record Removed(long at, StoredContact contact) {}

  private final Deque<Joined> joined = new ArrayDeque<>();
  private final Deque<Created> created = new ArrayDeque<>();
  private final Deque<Removed> removed = new ArrayDeque<>();
  private long keptMillis;

  /** For how long writes are remembered from now on. */
  void keep(Duration time) {
    keptMillis = time.toMillis();
    if (keptMillis == 0) {
      joined.clear();
      created.clear();
      removed.clear();
    }
  }

  void joined(int group, long id, long at) {
    if (keptMillis > 0) {
      joined.addLast(new Joined(at, group, id));
      while (joined.getFirst().at() < at - keptMillis) {
        joined.removeFirst();
      }
    }
  }

  void created(long id, long at) {
    if (keptMillis > 0) {
      created.addLast(new Created(at, id));
      while (created.getFirst().at() < at - keptMillis) {
        created.removeFirst();
      }
    }
  }

  void removed(StoredContact contact, long at) {
    if (keptMillis > 0) {
      removed.addLast(new Removed(at, contact));
      while (removed.getFirst().at() < at - keptMillis) {
        removed.removeFirst();
      }
    }
  }

  /** Contacts that a list of these groups does not show yet; no group: the list of all. */
  Set<Long> hidden(Set<Integer> groups, ListBehaviour lists, long now) {
    Set<Long> hidden = new HashSet<>();
    long createdBy = now - lists.contactLag().toMillis();
    created.stream().filter(c -> c.at() > createdBy).forEach(c -> hidden.add(c.id()));
    long joinedBy = now - lists.memberLag().toMillis();
    joined.stream()
        .filter(j -> j.at() > joinedBy && groups.contains(j.group()))
        .forEach(j -> hidden.add(j.id()));
    return hidden;
  }

  /** Contacts that are gone and that a list of these groups still shows. */
  List<StoredContact> stillShown(Set<Integer> groups, ListBehaviour lists, long now) {
    List<StoredContact> shown = new ArrayList<>();
    long removedBy = now - lists.removalLag().toMillis();
    for (Removed gone : removed) {
      if (gone.at() > removedBy
          && (groups.isEmpty() || gone.contact().groups().stream().anyMatch(groups::contains))) {
        shown.add(gone.contact());
      }
    }
    return shown;
  }
}
