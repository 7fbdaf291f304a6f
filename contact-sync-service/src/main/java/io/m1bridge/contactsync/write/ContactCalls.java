package io.m1bridge.contactsync.write;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.pack.AddPacker;
import io.m1bridge.contactsync.pack.Batch;
import io.m1bridge.contactsync.pack.Candidate;
import io.m1bridge.contactsync.pack.EditPacker;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Call.AddContacts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packs queued contacts into an add or an edit and sends it off. */
public final class ContactCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ContactCalls.class);

  private final ContactStore contacts;
  private final PropertyCalls properties;
  private final Calls calls;
  private final CallIds ids;
  private final Clock clock;
  private final CallCompletion landing;
  private final AddPacker adds;
  private final EditPacker edits;

  public ContactCalls(
      ContactStore contacts,
      PropertyCalls properties,
      Calls calls,
      CallIds ids,
      CallCompletion landing,
      Clock clock,
      Limits limits) {
    this.contacts = contacts;
    this.properties = properties;
    this.calls = calls;
    this.ids = ids;
    this.landing = landing;
    this.clock = clock;
    this.adds = new AddPacker(limits);
    this.edits = new EditPacker(limits);
  }

  /** What came of a try to pack. */
  public enum Packed {
    SENT,
    /** A fuller batch is a moment away. */
    NOT_FULL,
    /** A property has to be looked up first, or nothing was there to send. */
    NOTHING
  }

  /**
   * How to pack.
   *
   * @param onlyFull whether only a full batch may leave
   * @param oldestFirst whether the oldest goes in any case
   */
  public record How(boolean onlyFull, boolean oldestFirst) {}

  /** Packs the best call out of these contacts. */
  public Packed send(
      AccountWork account, List<ContactKey> keys, Lane lane, Permit permit, How how) {
    if (lane == Lane.EDIT) {
      List<Candidate<Work.Edit>> candidates = candidates(account, keys, Work.Edit.class);
      return properties.of(account.id()).isNeeded()
          ? Packed.NOTHING
          : launch(
              account,
              edits.pack(candidates, properties.of(account.id()).known(), how.oldestFirst()),
              permit,
              how);
    }
    List<Candidate<Work.Add>> candidates = candidates(account, keys, Work.Add.class);
    return properties.of(account.id()).isNeeded()
        ? Packed.NOTHING
        : launch(
            account,
            adds.pack(candidates, properties.of(account.id()).known(), how.oldestFirst()),
            permit,
            how);
  }

  private <W extends Work> List<Candidate<W>> candidates(
      AccountWork account, List<ContactKey> keys, Class<W> type) {
    List<Candidate<W>> candidates = new ArrayList<>();
    for (ContactKey key : keys) {
      ContactState state = contacts.get(key);
      Work work = contacts.work(state);
      if (!type.isInstance(work)) {
        // The lanes were assigned under another configuration.
        contacts.put(state, state);
        continue;
      }
      Optional<String> hopeless =
          properties.of(account.id()).require(fields(work)).stream()
              .filter(properties.of(account.id())::isUnobtainable)
              .findFirst();
      if (hopeless.isPresent()) {
        landing.refuseProperty(state);
      } else {
        candidates.add(new Candidate<>(state, type.cast(work)));
      }
    }
    return candidates;
  }

  private static Collection<String> fields(Work work) {
    return work instanceof Work.Add add
        ? add.values().keySet()
        : ((Work.Edit) work).values().keySet();
  }

  private <C extends M1Call<?>> Packed launch(
      AccountWork account, Optional<Batch<C>> packed, Permit permit, How how) {
    if (packed.isEmpty()) {
      return Packed.NOTHING;
    }
    Batch<C> batch = packed.get();
    if (how.onlyFull() && !batch.full()) {
      return Packed.NOT_FULL;
    }
    Optional<String> group =
        batch.call() instanceof AddContacts add ? add.groupName() : Optional.empty();
    Intent.Kind kind = batch.call() instanceof AddContacts ? Intent.Kind.ADD : Intent.Kind.EDIT;
    String callId = ids.next();
    List<SentRow> rows = new ArrayList<>();
    for (SentRow row : batch.rows()) {
      ContactState before = contacts.get(new ContactKey(account.id(), row.key()));
      ContactState launched = Outcomes.launched(before, callId);
      rows.add(row.completing(completes(launched, row, kind, group)));
      contacts.put(before, launched);
    }
    Intent intent =
        new Intent(callId, account.id(), kind, rows, group.orElse(null), clock.instant());
    account.dispatched();
    LOG.debug("accountId={} callId={} kind={} rows={}", account.id(), callId, kind, rows.size());
    calls.write(intent, batch.call(), permit, end -> landed(account, intent, end));
    return Packed.SENT;
  }

  private void landed(AccountWork account, Intent intent, CallEnd end) {
    landing.landed(account, intent, end);
  }

  private boolean completes(
      ContactState launched, SentRow row, Intent.Kind kind, Optional<String> group) {
    ContactState after =
        kind == Intent.Kind.ADD
            ? Outcomes.added(launched, row, group, contacts.merge())
            : Outcomes.edited(launched, row);
    return contacts.work(Outcomes.landed(after, null, false).state()) instanceof Work.None;
  }
}
