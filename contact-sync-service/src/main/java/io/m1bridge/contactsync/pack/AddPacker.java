package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Call.AddContacts;
import io.m1bridge.m1.OpType;
import io.m1bridge.m1.wire.FormSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Packs one add. A call names one group, so contacts of several groups go more than once; the group
 * with the most contacts goes first, and their fields go along with the first call that takes them.
 */
public final class AddPacker {

  private final Limits limits;

  public AddPacker(Limits limits) {
    this.limits = limits;
  }

  /**
   * The best add.
   *
   * @param candidates oldest first, all known by the same field
   * @param oldestFirst whether the oldest has waited so long that it goes in any case
   * @return empty if there is no candidate
   */
  public Optional<Batch<AddContacts>> pack(
      List<Candidate<Work.Add>> candidates, Properties properties, boolean oldestFirst) {
    Map<Optional<String>, List<Candidate<Work.Add>>> byGroup = new LinkedHashMap<>();
    for (Candidate<Work.Add> candidate : candidates) {
      groups(candidate)
          .forEach(group -> byGroup.computeIfAbsent(group, g -> new ArrayList<>()).add(candidate));
    }
    if (byGroup.isEmpty()) {
      return Optional.empty();
    }
    if (oldestFirst) {
      byGroup.keySet().retainAll(groups(candidates.get(0)));
    }
    Optional<String> best = byGroup.keySet().iterator().next();
    for (Map.Entry<Optional<String>, List<Candidate<Work.Add>>> entry : byGroup.entrySet()) {
      if (rows(entry.getValue()) > rows(byGroup.getOrDefault(best, List.of()))) {
        best = entry.getKey();
      }
    }
    return Optional.of(fill(best, byGroup.getOrDefault(best, List.of()), properties));
  }

  private int rows(List<Candidate<Work.Add>> candidates) {
    return Math.min(candidates.size(), limits.rows());
  }

  private static Set<Optional<String>> groups(Candidate<Work.Add> candidate) {
    Set<String> groups = candidate.work().groups();
    return groups.isEmpty()
        ? Set.of(Optional.empty())
        : new LinkedHashSet<>(groups.stream().map(Optional::of).toList());
  }

  private Batch<AddContacts> fill(
      Optional<String> group, List<Candidate<Work.Add>> candidates, Properties properties) {
    // By anything but an email M1 finds nobody: a merge could only hit somebody else.
    OpType type = candidates.get(0).by().isEmail() ? OpType.MERGE : OpType.ALWAYS_ADD;
    List<Contact> contacts = new ArrayList<>();
    List<SentRow> rows = new ArrayList<>();
    int bytes = 0;
    int keys = 0;
    boolean full = false;
    for (Candidate<Work.Add> candidate : candidates) {
      Contact contact = properties.contact(candidate.work().values());
      int size =
          contacts.isEmpty()
              ? FormSize.bytes(new AddContacts(List.of(contact), group, type))
              : FormSize.bytes(contact) + FormSize.SEPARATOR;
      if (contacts.size() == limits.rows()
          || (!contacts.isEmpty()
              && (bytes + size > limits.bytes() || keys + candidate.keyLength() > Limits.KEYS))) {
        full = true;
        break;
      }
      bytes += size;
      keys += candidate.keyLength();
      contacts.add(contact);
      rows.add(SentRows.of(candidate));
    }
    return new Batch<>(
        new AddContacts(contacts, group, type),
        rows,
        bytes,
        full || contacts.size() == limits.rows());
  }
}
