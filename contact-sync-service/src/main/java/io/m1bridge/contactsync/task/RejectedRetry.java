package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends again what M1 refused, once its cause was mended: walks the list of what is not delivered.
 * The changes have their results already, so none follows: the list tells what became of it.
 */
final class RejectedRetry {

  private static final Logger LOG = LoggerFactory.getLogger(RejectedRetry.class);

  private final AccountWalks walks;

  RejectedRetry(Ledger ledger, UndeliveredList list, ContactStore contacts) {
    this.walks =
        new AccountWalks(
            ledger,
            "retry",
            new RetryPortion(list, contacts, one -> one.state() == Undelivered.State.REJECTED));
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
    walks.step(
        ended ->
            LogLine.info(LOG)
                .with(LogKey.ACCOUNT_ID, ended.account())
                .with(LogKey.CONTACTS, ended.changed())
                .say("What M1 refused is sent again"));
  }
}
