package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.Overwrite;
import io.m1bridge.simulator.behaviour.NameBehaviour;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /contact/add}. */
final class AddContacts {
  private static final int OVERWRITE = 1;
  private static final int MERGE = 2;
  private static final int ALWAYS_ADD = 3;

  private final ContactBook book;
  private final ContactBehaviour behaviour;
  private final NameBehaviour names;
  private final ContactLimit limit;
  private final long now;

  AddContacts(ContactBook book, Behaviour all, ContactLimit limit, long now) {
    this.book = book;
    this.behaviour = all.contacts();
    this.names = all.names();
    this.limit = limit;
    this.now = now;
  }

  JsonNode run(JsonNode contacts, int opType, @Nullable String groupName) {
    if (opType < OVERWRITE || opType > ALWAYS_ADD) {
      throw new M1Refusal(M1Code.E10103);
    }
    List<ContactRow> rows = new RowChecks(book, behaviour, true).good(contacts, AddRowReader::read);
    if (book.size() + newOnes(rows, opType) > limit.contacts()) {
      throw new M1Refusal(limit.fullCode());
    }
    NamedThing group = groupName == null ? null : groupNamed(groupName);
    for (ContactRow row : rows) {
      StoredContact present = opType == ALWAYS_ADD ? null : present(row);
      StoredContact written = present == null ? added(row) : changed(present, row, opType);
      if (group != null && book.groups().containsKey(group.id())) {
        written = inGroup(written, group.id());
      }
      book.put(written);
    }
    ObjectNode data = Json.object();
    return group == null ? data.put("groupId", "null") : data.put("groupId", group.id());
  }

  private int newOnes(List<ContactRow> rows, int opType) {
    if (opType == ALWAYS_ADD) {
      return rows.size();
    }
    Set<String> fresh = new HashSet<>();
    int withoutEmail = 0;
    for (ContactRow row : rows) {
      if (present(row) == null) {
        String email = row.fields().getOrDefault(ContactField.EMAIL, "").trim();
        if (email.isEmpty()) {
          withoutEmail++;
        } else {
          fresh.add(behaviour.emailIgnoresCase() ? email.toLowerCase(Locale.ROOT) : email);
        }
      }
    }
    return fresh.size() + withoutEmail;
  }

  private @Nullable StoredContact present(ContactRow row) {
    String email = row.fields().getOrDefault(ContactField.EMAIL, "").trim();
    if (email.isEmpty()) {
      return null;
    }
    for (StoredContact contact : book.find(Column.EMAIL, email)) {
      String stored = contact.text(ContactField.EMAIL);
      if (behaviour.emailIgnoresCase() || (stored != null && email.equals(stored.trim()))) {
        return contact;
      }
    }
    return null;
  }

  private StoredContact added(ContactRow row) {
    StoredContact blank = StoredContact.blank(book.nextId(), now);
    return new WriteRule(false, false, true, true).apply(blank, row, now);
  }

  private StoredContact changed(StoredContact present, ContactRow row, int opType) {
    if (opType == MERGE) {
      return WriteRule.merge(behaviour).apply(present, row, now);
    }
    StoredContact overwritten = WriteRule.overwrite(behaviour).apply(present, row, now);
    return behaviour.overwrite() == Overwrite.ALL_FIELDS_AND_GROUPS
        ? overwritten.withGroups(List.of(), now)
        : overwritten;
  }

  private StoredContact inGroup(StoredContact contact, int group) {
    if (contact.groups().contains(group)) {
      return contact;
    }
    List<Integer> groups = new ArrayList<>(contact.groups());
    groups.add(group);
    return contact.withGroups(groups, now);
  }

  private NamedThing groupNamed(String name) {
    String stored = NameForm.stored(name, names);
    NamedThing present = book.groupNamed(stored);
    return present == null ? new NewNames(book, names, now).group(stored) : present;
  }
}
