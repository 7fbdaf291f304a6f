package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.UnmatchedEdit;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /contact/edit}. Two rows for one contact apply in their order. A row whose key
 * several contacts share changes all of them, as an SQL update would.
 */
final class EditContacts {
  private final ContactBook book;
  private final ContactBehaviour behaviour;
  private final long now;

  EditContacts(ContactBook book, ContactBehaviour behaviour, long now) {
    this.book = book;
    this.behaviour = behaviour;
    this.now = now;
  }

  void run(JsonNode contacts, JsonNode fields) {
    EditHeader header = EditHeader.read(fields);
    List<ContactRow> rows = new RowChecks(book, behaviour, false).good(contacts, header::row);
    if (behaviour.unmatchedEdit() == UnmatchedEdit.REFUSED
        && rows.stream().anyMatch(row -> matches(header.unique(), row).isEmpty())) {
      throw new M1Refusal(M1Code.E10103);
    }
    WriteRule rule = WriteRule.edit(behaviour);
    for (ContactRow row : rows) {
      for (StoredContact contact : matches(header.unique(), row)) {
        book.put(rule.apply(contact, row, now));
      }
    }
  }

  private List<StoredContact> matches(Column unique, ContactRow row) {
    String key = row.value(unique);
    if (key == null || key.isEmpty()) {
      return List.of();
    }
    List<StoredContact> found = book.find(unique, key);
    if (!unique.equals(Column.EMAIL) || behaviour.emailIgnoresCase()) {
      return found;
    }
    List<StoredContact> exact = new ArrayList<>(found);
    exact.removeIf(contact -> !key.equals(contact.text(ContactField.EMAIL)));
    return exact;
  }
}
