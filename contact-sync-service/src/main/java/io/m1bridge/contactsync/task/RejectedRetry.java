package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends again what M1 refused, once its cause was mended: walks the list of what is not delivered.
 * In portions, so that no transaction takes long; on record, so that it goes on after a restart.
 * The changes have their results already, so none follows: the list tells what became of it.
 */
final class RejectedRetry {

  private static final Logger LOG = LoggerFactory.getLogger(RejectedRetry.class);
  private static final int PORTION = 100;

  private final Ledger.Section<Retrying> stored;
  private final UndeliveredList list;
  private final ContactStore contacts;
  private final Map<AccountId, Retrying> running = new HashMap<>();

  RejectedRetry(Ledger ledger, UndeliveredList list, ContactStore contacts) {
    this.stored = ledger.section("retry", Retrying.class);
    this.list = list;
    this.contacts = contacts;
  }

  /**
   * A walk under way.
   *
   * @param after key of the last contact looked at; empty at the beginning
   */
  record Retrying(AccountId account, String after, int retried) {
    @Override
    public String toString() {
      return "Retrying[" + account + "]";
    }
  }

  void load() {
    stored.all().forEach(at -> running.put(at.account(), at));
  }

  /** Begins, or begins anew. */
  void begin(AccountId account) {
    put(new Retrying(account, "", 0));
  }

  /** Does a portion for each account that has some left. */
  void step() {
    List.copyOf(running.values()).forEach(this::step);
  }

  private void put(Retrying at) {
    running.put(at.account(), at);
    stored.put(at.account().value(), at);
  }

  private void step(Retrying at) {
    List<Undelivered> part = list.part(at.account(), at.after(), PORTION);
    int retried = at.retried();
    for (Undelivered one : part) {
      if (one.state() == Undelivered.State.REJECTED) {
        retried += retry(new ContactKey(at.account(), one.contactKey())) ? 1 : 0;
      }
    }
    if (part.size() < PORTION) {
      running.remove(at.account());
      stored.remove(at.account().value());
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, at.account())
          .with(LogKey.CONTACTS, retried)
          .say("What M1 refused is sent again");
    } else {
      String last = part.get(part.size() - 1).contactKey();
      put(new Retrying(at.account(), last, retried));
    }
  }

  private boolean retry(ContactKey key) {
    ContactState before = contacts.get(key);
    ContactState after = Outcomes.retried(before);
    if (after == before) {
      return false;
    }
    contacts.apply(before, Transition.to(after));
    return true;
  }
}
