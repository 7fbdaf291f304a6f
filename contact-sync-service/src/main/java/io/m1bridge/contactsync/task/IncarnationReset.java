package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what is believed to stand in the M1 account that was behind an id before: every contact
 * that the CRM wants is added anew. In portions, so that no transaction takes long; on record, so
 * that it goes on after a restart.
 */
final class IncarnationReset {

  private static final Logger LOG = LoggerFactory.getLogger(IncarnationReset.class);
  private static final int PORTION = 500;

  private final Ledger.Section<Resetting> stored;
  private final ContactStore contacts;
  private final Map<AccountId, Resetting> running = new HashMap<>();

  IncarnationReset(Ledger ledger, ContactStore contacts) {
    this.stored = ledger.section("reset", Resetting.class);
    this.contacts = contacts;
  }

  /**
   * A reset under way.
   *
   * @param from key of the next contact; empty at the beginning
   */
  record Resetting(AccountId account, String from) {
    @Override
    public String toString() {
      return "Resetting[" + account + "]";
    }
  }

  void load() {
    stored.all().forEach(resetting -> running.put(resetting.account(), resetting));
  }

  void begin(AccountId account) {
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, account)
        .say("The state of another incarnation is being reset");
    put(new Resetting(account, ""));
  }

  boolean isRunning(AccountId account) {
    return running.containsKey(account);
  }

  List<AccountId> accounts() {
    return List.copyOf(running.keySet());
  }

  /** Does the next portion; whether that was the last. No call of the account may be open. */
  boolean step(AccountId account) {
    Resetting resetting = running.get(account);
    if (resetting == null) {
      return false;
    }
    List<ContactKey> keys = contacts.keys(account, resetting.from(), PORTION + 1);
    for (ContactKey key : keys.subList(0, Math.min(PORTION, keys.size()))) {
      ContactState before = contacts.get(key);
      Transition over = Outcomes.requeued(before, null);
      ContactState forgotten = over.state().forgottenByM1();
      if (!(forgotten.progress() instanceof Progress.Parked)) {
        forgotten = forgotten.at(Progress.IDLE);
      }
      contacts.apply(before, new Transition(forgotten, over.endings()));
    }
    if (keys.size() > PORTION) {
      put(new Resetting(account, keys.get(PORTION).key()));
      return false;
    }
    running.remove(account);
    stored.remove(account.value());
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, account)
        .say("The state of another incarnation is reset");
    return true;
  }

  private void put(Resetting resetting) {
    running.put(resetting.account(), resetting);
    stored.put(resetting.account().value(), resetting);
  }
}
