package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.contact.ContactChange;

/** What became of a record of the change topic. */
public sealed interface Parsed {

  record Valid(ContactChange change) implements Parsed {}

  record Invalid(Problem problem) implements Parsed {}
}
