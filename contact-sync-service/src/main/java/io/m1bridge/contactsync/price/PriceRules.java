package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.store.WorkRules;
import io.m1bridge.contactsync.task.TaskSettings;
import io.m1bridge.contactsync.trial.SampleRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By which rows become contacts, and those calls.
 *
 * @param keys how the keys of captured records are read; null: they are JSON
 */
record PriceRules(
    ChangeReader reader, @Nullable KeyFormat keys, WorkRules work, TaskSettings settings) {

  /** Reads a line: a captured record, or a row alone. */
  Parsed<ContactChange> read(String line) {
    try {
      SampleRecord record = SampleRecord.read(line, keys);
      return reader.parse(record.key(), record.value(), record.headers());
    } catch (BadChange e) {
      return new Parsed.Invalid<>(e.problem());
    }
  }

  /** Why a contact would be too large; empty if it is not. */
  Optional<Problem> tooLarge(ContactState contact) {
    return settings
        .contactLimits()
        .exceededBy(contact)
        .map(cause -> new Problem(cause.code(), cause.advice()));
  }
}
