package io.m1bridge.contactsync.dryrun;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.StaleContact;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.pack.AddPacker;
import io.m1bridge.contactsync.pack.Batch;
import io.m1bridge.contactsync.pack.Candidate;
import io.m1bridge.contactsync.pack.EditPacker;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.store.WorkRules;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.PlannedCall;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Plays an account's queue through on copies of its contacts, as if M1 accepted each call at once:
 * what follows from a call is planned like what led to it. In small steps, since the task has other
 * accounts as well.
 */
final class PlanRun {

  private static final int PORTION = 500;

  /** Contacts in memory at once, out of which calls are packed. */
  private static final int MOST_CONTACTS = 4_000;

  private final AccountId account;
  private final Mode mode;
  private final ContactStore contacts;
  private final ContactQueue queue;
  private final Limits limits;
  private final Instant begunAt;
  private final Tally tally = new Tally();
  private final Map<ContactKey, Candidate<Work.Add>> adds = new LinkedHashMap<>();
  private final Map<ContactKey, Candidate<Work.Edit>> edits = new LinkedHashMap<>();
  private Properties properties;
  private String last = "";
  private boolean read;
  private boolean assumes;

  /**
   * @param mode what the account is to become
   * @param properties those that M1 is known to have
   */
  PlanRun(
      AccountId account,
      Mode mode,
      ContactStore contacts,
      ContactQueue queue,
      Properties properties,
      Limits limits,
      Instant now) {
    this.account = account;
    this.mode = mode;
    this.contacts = contacts;
    this.queue = queue;
    this.properties = properties;
    this.limits = limits;
    this.begunAt = now;
  }

  /** Reads a portion or packs a call; whether the plan is complete. */
  boolean step() {
    if (!read && adds.size() + edits.size() < MOST_CONTACTS) {
      readOn();
    } else if (!adds.isEmpty()) {
      add();
    } else if (!edits.isEmpty()) {
      edit();
    }
    boolean complete = read && adds.isEmpty() && edits.isEmpty();
    if (complete) {
      tally.deletes(limits.rows());
    }
    return complete;
  }

  /**
   * What it came to, once complete.
   *
   * @param holds whether so many deletes would wait for a person
   */
  CallPlan plan(Instant now, IntPredicate holds) {
    int deletes = tally.toDelete();
    return tally.plan(begunAt, now, holds.test(deletes) ? deletes : 0);
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
      tally.contact();
      goOn(state);
    }
  }

  private void goOn(ContactState before) {
    ContactState state = contacts.rules().permitted(before, mode);
    WorkRules.Allowed next = contacts.rules().next(state, mode);
    if (next.block().isPresent()) {
      tally.blocked();
    }
    Work work = next.work();
    assume(work.fields());
    if (work instanceof Work.Delete delete) {
      tally.delete(delete.stale().size());
      ContactState after = state;
      for (StaleContact stale : delete.stale()) {
        after = Outcomes.deleted(after, stale.email());
      }
      goOn(after);
    } else if (work instanceof Work.Add add) {
      adds.put(state.key(), new Candidate<>(state, add));
    } else if (work instanceof Work.Edit edit) {
      edits.put(state.key(), new Candidate<>(state, edit));
    }
  }

  /** Whether M1 has a label is not asked: what it is not known to have counts as one to create. */
  private void assume(Collection<String> fields) {
    List<String> missing = properties.missing(fields);
    if (missing.isEmpty()) {
      return;
    }
    if (!assumes) {
      // Before the first is created, and to learn the ids of all.
      tally.call("list_properties", List.of());
      tally.call("list_properties", List.of());
      assumes = true;
    }
    properties = properties.assuming(missing);
    missing.forEach(label -> tally.call("create_property", List.of(FieldNames.custom(label))));
  }

  private void add() {
    AddPacker packer = new AddPacker(limits);
    Batch<M1Call.AddContacts> batch =
        packer.pack(List.copyOf(adds.values()), properties, false).orElseThrow();
    Optional<String> group = batch.call().groupName();
    AddMerge merge = contacts.merge();
    plan("add", batch, adds, group, (row, sent) -> Outcomes.added(sent, row, group, merge));
  }

  private void edit() {
    EditPacker packer = new EditPacker(limits);
    Batch<M1Call.EditContacts> batch =
        packer.pack(List.copyOf(edits.values()), properties, false).orElseThrow();
    plan("edit", batch, edits, Optional.empty(), (row, sent) -> Outcomes.edited(sent, row));
  }

  private static boolean isKnown(ContactState state) {
    String email = state.wantedEmail();
    return email != null && state.standsUnder(email);
  }

  /** What M1's acceptance makes of a contact. */
  @FunctionalInterface
  private interface Accepted {
    ContactState of(SentRow row, ContactState sent);
  }

  private <W extends Work> void plan(
      String kind,
      Batch<?> batch,
      Map<ContactKey, Candidate<W>> candidates,
      Optional<String> group,
      Accepted accepted) {
    List<ContactState> carried =
        batch.rows().stream()
            .map(row -> new ContactKey(account, row.key()))
            .map(key -> Objects.requireNonNull(candidates.get(key), "A row is a candidate"))
            .map(Candidate::state)
            .toList();
    int known = (int) carried.stream().filter(PlanRun::isKnown).count();
    List<String> fields =
        batch.rows().stream()
            .flatMap(row -> row.fingerprints().keySet().stream())
            .filter(name -> !name.equals(FieldNames.EMAIL))
            .distinct()
            .sorted()
            .toList();
    tally.call(
        new PlannedCall(kind, carried.size(), carried.size() - known, group.orElse(null), fields));
    for (int i = 0; i < carried.size(); i++) {
      SentRow row = batch.rows().get(i);
      ContactState before = carried.get(i);
      candidates.remove(before.key());
      ContactState after = accepted.of(row, Outcomes.dispatched(before, kind, row));
      goOn(Outcomes.requeued(after, null).state());
    }
  }
}
