package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.delete.DeleteJobs;
import io.m1bridge.contactsync.field.FieldChecks;
import io.m1bridge.contactsync.forget.Forgets;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what is believed to stand in the M1 account that was behind an id before: every contact
 * that the CRM wants is added anew.
 */
final class IncarnationReset {

  private static final Logger LOG = LoggerFactory.getLogger(IncarnationReset.class);
  private static final int PORTION = 500;

  private final ContactStore contacts;
  private final Calls calls;
  private final DeleteJobs deletes;
  private final PropertyCalls properties;
  private final Accounts accounts;
  private final Reconcile reconcile;
  private final Forgets forgets;
  private final FieldChecks fields;
  private final AccountWalks walks;

  IncarnationReset(
      Ledger ledger,
      ContactStore contacts,
      Calls calls,
      DeleteJobs deletes,
      PropertyCalls properties,
      Accounts accounts,
      Reconcile reconcile,
      Forgets forgets,
      FieldChecks fields) {
    this.contacts = contacts;
    this.calls = calls;
    this.deletes = deletes;
    this.properties = properties;
    this.accounts = accounts;
    this.reconcile = reconcile;
    this.forgets = forgets;
    this.fields = fields;
    this.walks = new AccountWalks(ledger, "reset", this::portion);
  }

  void load() {
    walks.load();
  }

  void begin(AccountId account) {
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, account)
        .say("The state of another incarnation is being reset");
    walks.begin(account);
  }

  /** Does the next portion of each account of which no call is open. */
  void step() {
    for (AccountId account : walks.accounts()) {
      if (calls.open(account) == 0) {
        deletes.abandon(account);
        forgets.outOfReach(account);
        if (walks.step(account) != null) {
          accounts.wasReset(account);
          properties.abandon(account);
          reconcile.abandon(account);
          fields.abandon(account);
          LogLine.info(LOG)
              .with(LogKey.ACCOUNT_ID, account)
              .say("The state of another incarnation is reset");
        }
      }
    }
  }

  private AccountWalks.Portion portion(AccountId account, String after) {
    List<ContactKey> keys = contacts.keys(account, after, PORTION);
    for (ContactKey key : keys) {
      ContactState before = contacts.get(key);
      // A delete job that was abandoned held it.
      Transition over =
          before.heldBy() == null
              ? Transition.to(before.withProblem(null))
              : Outcomes.requeued(before, null);
      contacts.apply(
          before, new Transition(Moves.idle(over.state()).forgottenByM1(), over.endings()));
    }
    String last = keys.isEmpty() ? after : keys.get(keys.size() - 1).key();
    return new AccountWalks.Portion(last, keys.size(), keys.size() < PORTION);
  }
}
