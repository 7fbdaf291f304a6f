package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the deletes that a person rejected: the contacts stay in M1, each change is a dead letter.
 * In portions, so that no transaction takes long.
 */
public final class DeleteRejection {

  private static final Logger LOG = LoggerFactory.getLogger(DeleteRejection.class);
  private static final int PORTION = 500;

  private final DeleteGuard guard;
  private final ContactQueue queue;
  private final ContactStore contacts;

  public DeleteRejection(DeleteGuard guard, ContactQueue queue, ContactStore contacts) {
    this.guard = guard;
    this.queue = queue;
    this.contacts = contacts;
  }

  /** Does a portion for each account that has some left. */
  public void step() {
    guard.rejected().forEach(this::step);
  }

  private void step(AccountId account, Instant until) {
    List<ContactKey> keys = queue.scan(account, Lane.DELETE, PORTION);
    int ended = 0;
    for (ContactKey key : keys) {
      ContactState state = contacts.get(key);
      OpenChange waiting = state.waiting();
      if (waiting != null && waiting.receivedAt().isAfter(until)) {
        break;
      }
      contacts.apply(state, Outcomes.keptInM1(state));
      ended++;
    }
    if (ended > 0) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.COUNT, ended)
          .say("Deletes are rejected by a person");
    }
    if (ended < PORTION) {
      guard.rejectionEnded(account);
    }
  }
}
