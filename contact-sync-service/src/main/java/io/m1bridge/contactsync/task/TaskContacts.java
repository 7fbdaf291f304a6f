package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.consent.Consent;
import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.forget.Forgets;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.store.ForgetOrders;
import io.m1bridge.contactsync.store.InternalErrors;
import io.m1bridge.contactsync.store.Originals;
import io.m1bridge.contactsync.store.WorkRules;
import io.m1bridge.contactsync.undelivered.UndeliveredList;

/**
 * The contacts of a task, and what is kept along with them.
 *
 * @param suppressions whom not to mail
 * @param list what is not delivered
 */
record TaskContacts(
    Ledger ledger,
    Originals originals,
    ContactQueue queue,
    Modes modes,
    Suppressions suppressions,
    Consent consent,
    UndeliveredList list,
    InternalErrors errors,
    ContactStore contacts,
    Forgets forgets) {

  /**
   * Puts them together.
   *
   * @param beats lets Kafka close the segments of all topics that hold contacts of the task
   */
  static TaskContacts of(
      TaskSettings settings,
      TaskEnvironment environment,
      TaskStores stores,
      ResultPublisher results,
      Runnable beats) {
    Ledger ledger = new Ledger(stores.ledger());
    Originals originals = new Originals(stores.originals());
    ContactQueue queue = new ContactQueue(stores.ledger());
    Modes modes = settings.modesByAccount();
    Suppressions suppressions = new Suppressions(ledger);
    Consent consent = settings.consent(suppressions);
    UndeliveredList list = new UndeliveredList(ledger, results::undelivered, environment.clock());
    InternalErrors errors = new InternalErrors(environment.meter());
    ForgetOrders orders = new ForgetOrders(modes);
    ContactStore contacts =
        new ContactStore(
            stores.contacts(),
            originals,
            ledger,
            queue,
            results,
            new WorkRules(
                settings.addMerge(), consent, settings.fieldOwners(), settings.keyColumns()),
            orders,
            list,
            errors,
            environment.clock());
    Forgets forgets =
        new Forgets(
            ledger,
            contacts,
            orders,
            beats,
            settings.forget(),
            InDoubt.CLOCK_MARGIN,
            environment.clock());
    return new TaskContacts(
        ledger, originals, queue, modes, suppressions, consent, list, errors, contacts, forgets);
  }
}
