package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.contact.Work;
import java.util.List;
import java.util.Objects;

/** The fewest edits that do all that contacts need, found by trying every header. */
final class FewestEdits {

  private final int headers;
  private final int[] allows;

  private FewestEdits(int headers, int[] allows) {
    this.headers = headers;
    this.allows = allows;
  }

  static int of(List<ContactState> contacts, List<String> fields) {
    int[] needs = new int[contacts.size()];
    int[] allows = new int[contacts.size()];
    for (int i = 0; i < needs.length; i++) {
      ContactState contact = contacts.get(i);
      Work.Edit edit = (Work.Edit) Work.of(contact, AddMerge.NEW_WINS, Owners.ALL_CRM);
      for (int field = 0; field < fields.size(); field++) {
        String name = fields.get(field);
        boolean needed = edit.values().containsKey(name);
        String wanted = Objects.requireNonNull(contact.desired()).fields().get(name);
        boolean known =
            wanted != null && Objects.requireNonNull(contact.synced()).holds(name, wanted);
        needs[i] |= needed ? 1 << field : 0;
        allows[i] |= needed || known ? 1 << field : 0;
      }
    }
    FewestEdits search = new FewestEdits(1 << fields.size(), allows);
    int calls = 1;
    while (!search.suffice(needs, calls, 1)) {
      calls++;
    }
    return calls;
  }

  /** Whether so many calls do it; the order of calls does not matter, so headers only grow. */
  private boolean suffice(int[] needs, int calls, int from) {
    int left = 0;
    for (int need : needs) {
      left |= need;
    }
    if (left == 0 || calls == 0) {
      return left == 0;
    }
    for (int header = from; header < headers; header++) {
      int[] after = needs.clone();
      for (int i = 0; i < after.length; i++) {
        if ((header & ~allows[i]) == 0) {
          after[i] &= ~header;
        }
      }
      if (suffice(after, calls - 1, header + 1)) {
        return true;
      }
    }
    return false;
  }
}
