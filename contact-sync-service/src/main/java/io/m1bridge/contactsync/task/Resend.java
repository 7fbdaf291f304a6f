package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ListOutcomes;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contracts.Undelivered.State;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends contacts again because a person says so: walks the list of what is not delivered. The
 * changes have their results already, so none follows: the list tells what became of it.
 */
final class Resend {

  private static final Logger LOG = LoggerFactory.getLogger(Resend.class);

  private final AccountWalks refused;
  private final AccountWalks differing;

  Resend(Ledger ledger, UndeliveredList list, ContactStore contacts) {
    this.refused =
        new AccountWalks(
            ledger,
            "retry",
            new ResendPortion(
                list, contacts, one -> one.state() == State.REJECTED, Outcomes::retried));
    this.differing =
        new AccountWalks(
            ledger,
            "repair",
            new ResendPortion(
                list, contacts, one -> one.state() == State.DIFFERS, ListOutcomes::repaired));
  }

  void load() {
    refused.load();
    differing.load();
  }

  /** What M1 refused, once its cause was mended: begins, or begins anew. */
  void refused(AccountId account) {
    refused.begin(account);
  }

  /** What M1 shows otherwise than it acknowledged: begins, or begins anew. */
  void differing(AccountId account) {
    differing.begin(account);
  }

  /** Does a portion for each account that has some left. */
  void step() {
    refused.step(ended -> said(ended, "What M1 refused is sent again"));
    differing.step(ended -> said(ended, "What M1 shows otherwise is sent again"));
  }

  private static void said(AccountWalks.Walk ended, String sentence) {
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, ended.account())
        .with(LogKey.CONTACTS, ended.changed())
        .say(sentence);
  }
}
