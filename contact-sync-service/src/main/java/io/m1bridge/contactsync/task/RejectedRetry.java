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
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends again what M1 refused, once its cause was mended: walks the list of what is not delivered.
 * The changes have their results already, so none follows: the list tells what became of it.
 */
final class RejectedRetry {

  private static final Logger LOG = LoggerFactory.getLogger(RejectedRetry.class);
  private static final int PORTION = 100;

  private final UndeliveredList list;
  private final ContactStore contacts;
  private final AccountWalks walks;

  RejectedRetry(Ledger ledger, UndeliveredList list, ContactStore contacts) {
    this.list = list;
    this.contacts = contacts;
    this.walks = new AccountWalks(ledger, "retry", this::portion);
  }

  void load() {
    walks.load();
  }

  /** Begins, or begins anew. */
  void begin(AccountId account) {
    walks.begin(account);
  }

  /** Does a portion for each account that has some left. */
  void step() {
    for (AccountId account : walks.accounts()) {
      AccountWalks.Walk ended = walks.step(account);
      if (ended != null) {
        LogLine.info(LOG)
            .with(LogKey.ACCOUNT_ID, account)
            .with(LogKey.CONTACTS, ended.changed())
            .say("What M1 refused is sent again");
      }
    }
  }

  private AccountWalks.Portion portion(AccountId account, String after) {
    List<Undelivered> part = list.part(account, after, PORTION);
    int retried = 0;
    for (Undelivered one : part) {
      if (one.state() == Undelivered.State.REJECTED) {
        retried += retry(new ContactKey(account, one.contactKey())) ? 1 : 0;
      }
    }
    String last = part.isEmpty() ? after : part.get(part.size() - 1).contactKey();
    return new AccountWalks.Portion(last, retried, part.size() < PORTION);
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
