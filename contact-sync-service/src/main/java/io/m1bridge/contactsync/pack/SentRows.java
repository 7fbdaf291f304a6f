package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.contact.Work;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Candidates as rows of an intent. */
final class SentRows {

  private SentRows() {}

  static SentRow of(Candidate<Work.Add> candidate) {
    Map<String, String> values = candidate.work().values();
    String email = Objects.requireNonNull(values.get(FieldNames.EMAIL), "An add carries an email");
    return SentRow.of(candidate.state().key().key(), email, values);
  }

  /** What the candidate needs of these fields. */
  static SentRow ofEdit(Candidate<Work.Edit> candidate, Collection<String> fields) {
    Synced synced =
        Objects.requireNonNull(candidate.state().synced(), "Only a known contact is edited");
    Map<String, String> values = new LinkedHashMap<>(candidate.work().values());
    values.keySet().retainAll(fields);
    return SentRow.of(candidate.state().key().key(), synced.email(), values);
  }
}
