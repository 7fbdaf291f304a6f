package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.Work;

/**
 * A contact that could go along with the next call.
 *
 * @param work what it needs
 */
public record Candidate<W extends Work>(ContactState state, W work) {

  /** What M1 finds it by: of an edit that gives it another email that is something else. */
  Identity by() {
    if (work instanceof Work.Edit edit) {
      return edit.by();
    }
    Desired desired = state.desired();
    return desired == null ? Identity.EMAIL : desired.identity();
  }

  int keyLength() {
    return state.key().key().length();
  }
}
