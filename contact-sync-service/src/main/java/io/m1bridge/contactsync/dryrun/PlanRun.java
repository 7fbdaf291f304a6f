package io.m1bridge.contactsync.dryrun;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.function.IntPredicate;

/** Plays an account's queue through. In small steps, since the task has other accounts as well. */
final class PlanRun {

  private static final int PORTION = 500;

  private final AccountId account;
  private final ContactStore contacts;
  private final ContactQueue queue;
  private final Instant begunAt;
  private final Play play;
  private String last = "";
  private boolean read;

  /**
   * @param mode what the account is to become
   * @param properties those that M1 is known to have
   * @param inFlight calls at once
   */
  PlanRun(
      AccountId account,
      Mode mode,
      ContactStore contacts,
      ContactQueue queue,
      Properties properties,
      Limits limits,
      int inFlight,
      Instant now) {
    this.account = account;
    this.contacts = contacts;
    this.queue = queue;
    this.begunAt = now;
    this.play =
        new Play(account, mode, contacts.rules(), properties, limits, inFlight, state -> {});
  }

  /** Reads a portion or packs a call; whether the plan is complete. */
  boolean step() {
    if (!read && !play.isFull()) {
      readOn();
    } else if (!play.isEmpty()) {
      play.pack();
    }
    boolean complete = read && play.isEmpty();
    if (complete) {
      play.finish();
    }
    return complete;
  }

  /**
   * What it came to, once complete.
   *
   * @param holds whether so many deletes would wait for a person
   */
  CallPlan plan(Instant now, IntPredicate holds) {
    return play.plan(begunAt, now, holds);
  }

  private void readOn() {
    ContactQueue.Portion portion = queue.portion(account, last, PORTION);
    portion.contacts().forEach(key -> begin(contacts.get(key)));
    last = portion.last();
    read = portion.contacts().isEmpty();
  }

  private void begin(ContactState state) {
    boolean rejected =
        state.progress() instanceof Progress.Queued queued
            && Aside.PROPERTY_MISSING.equals(queued.aside());
    if (!rejected) {
      play.begin(state);
    }
  }
}
