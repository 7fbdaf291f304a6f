package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.contact.Work;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Candidates as rows of an intent. */
final class SentRows {

  private SentRows() {}

  static SentRow of(Candidate<Work.Add> candidate) {
    Map<String, String> values = candidate.work().values();
    Identity by = candidate.by();
    String value = Objects.requireNonNull(values.get(by.field()), "An add carries an address");
    return SentRow.of(candidate.state().key().key(), by.address(value), values);
  }

  /** What the candidate needs of these fields. */
  static SentRow ofEdit(Candidate<Work.Edit> candidate, Collection<String> fields) {
    Synced synced =
        Objects.requireNonNull(candidate.state().synced(), "Only a known contact is edited");
    Map<String, String> values = new LinkedHashMap<>(candidate.work().values());
    values.keySet().retainAll(fields);
    String key = candidate.state().key().key();
    boolean byAddress = candidate.by().equals(Identity.ofAddress(synced.email()));
    @Nullable String moved = byAddress ? null : values.get(FieldNames.EMAIL);
    return moved == null
        ? SentRow.of(key, synced.email(), values)
        : SentRow.of(key, moved, values).moving();
  }
}
