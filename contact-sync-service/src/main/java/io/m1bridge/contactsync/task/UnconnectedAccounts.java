package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contacts of an account that is not known, or not connected, wait for a limited time: then their
 * changes end as dead letters. What the CRM wants of them is kept, and sent once the account is
 * connected.
 */
final class UnconnectedAccounts {

  private static final Logger LOG = LoggerFactory.getLogger(UnconnectedAccounts.class);

  /** Of an account at each tick. */
  private static final int PORTION = 200;

  private static final Set<String> CODES =
      Set.of(
          Rejection.ACCOUNT_UNKNOWN.cause().code(), Rejection.ACCOUNT_NOT_CONNECTED.cause().code());

  private final ContactStore contacts;
  private final ContactQueue queue;
  private final AccountWalks resumed;
  private final Clock clock;
  private final Duration patience;

  /** The last one beside a lane that was looked at, of each account and lane. */
  private final Map<String, String> looked = new HashMap<>();

  UnconnectedAccounts(
      Ledger ledger,
      ContactStore contacts,
      ContactQueue queue,
      UndeliveredList list,
      Clock clock,
      Duration patience) {
    this.contacts = contacts;
    this.queue = queue;
    this.resumed =
        new AccountWalks(
            ledger,
            "connected",
            new ResendPortion(
                list, contacts, one -> CODES.contains(one.reason()), Outcomes::retried));
    this.clock = clock;
    this.patience = patience;
  }

  void load() {
    resumed.load();
  }

  /** The account can be called for now: whoever was given up for that goes on. */
  void connected(AccountId account) {
    resumed.begin(account);
  }

  /** Goes on with whom {@link #connected} lets go on. */
  void step() {
    for (AccountId account : resumed.accounts()) {
      AccountWalks.Walk ended = resumed.step(account);
      if (ended != null && ended.changed() > 0) {
        LogLine.info(LOG)
            .with(LogKey.ACCOUNT_ID, account)
            .with(LogKey.CONTACTS, ended.changed())
            .say("Contacts that were given up go on: the account is connected");
      }
    }
  }

  /** Gives up whoever has waited too long for the account. */
  void giveUp(AccountId account, Rejection why) {
    Instant before = clock.instant().minus(patience);
    int ended = 0;
    for (Lane lane : Lane.values()) {
      for (ContactQueue.Entry entry : queue.older(account, lane, before, "", PORTION - ended)) {
        ContactState waiting = contacts.get(entry.contact());
        contacts.apply(waiting, Outcomes.rejected(waiting, why));
        ended++;
      }
    }
    ended += giveUpAside(account, before, why);
    if (ended > 0) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.CONTACTS, ended)
          .with(LogKey.REASON, why.cause().code())
          .say("Contacts have waited too long for their account: dead letters");
    }
  }

  /**
   * The same of those who stand beside their lanes until M1's lists are read, in no order of age: a
   * portion at a time, round and round.
   */
  private int giveUpAside(AccountId account, Instant before, Rejection why) {
    int ended = 0;
    for (ContactQueue.Place place : queue.places(account, Aside.Kind.LISTS)) {
      String id = account + "/" + place.lane();
      String last = looked.getOrDefault(id, "");
      List<ContactQueue.Entry> entries = queue.scan(account, place, last, PORTION);
      for (ContactQueue.Entry entry : entries) {
        ContactState state = contacts.get(entry.contact());
        OpenChange waiting = state.waiting();
        if (waiting != null && waiting.receivedAt().isBefore(before)) {
          contacts.apply(state, Outcomes.rejected(state, why));
          ended++;
        }
      }
      looked.put(id, entries.isEmpty() ? "" : entries.get(entries.size() - 1).id());
    }
    return ended;
  }
}
