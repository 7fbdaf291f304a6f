package io.m1bridge.contactsync.task;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Calls.Doubtful;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Folding;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.delete.DeleteJobs;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.property.CreationRules;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.store.ForgetOrders;
import io.m1bridge.contactsync.store.InternalErrors;
import io.m1bridge.contactsync.store.Originals;
import io.m1bridge.contactsync.store.WorkRules;
import io.m1bridge.contactsync.trace.ChangeTraces;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contactsync.write.CallCompletion;
import io.m1bridge.contactsync.write.ContactCalls;
import io.m1bridge.contactsync.write.ContactNet;
import io.m1bridge.contactsync.write.RefusedBatches;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.m1.FakeM1;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a task side by side, for the test of one of them: nothing is planned and no time
 * passes unless a test says so. The account is connected.
 */
public final class Workbench {

  /** The one account. */
  public static final AccountId ACCOUNT = TaskHarness.ACCOUNT;

  /** A call may land for so long. */
  public static final Duration IN_DOUBT_FOR = TaskHarness.IN_DOUBT_FOR;

  public final MutableClock clock;
  public final FakeM1 m1;
  public final FakeAccountAccess access;
  public final Ledger ledger;
  public final ContactQueue queue;
  public final ContactStore contacts;
  public final Calls calls;
  public final CallIds ids;
  public final CallCompletion completion;
  public final PropertyCalls properties;
  public final ContactCalls writes;
  public final DeleteGuard guard;
  public final DeleteJobs deletes;
  public final AccountWork account;
  final TaskSettings task;
  final RecordingMeter meter = new RecordingMeter();

  /** What an earlier owner left under way. */
  public final List<Intent> inherited;

  private final Map<String, String> settings;
  private final MemoryStores stores;
  private final TaskOutput output;
  private int changes;

  public Workbench() {
    this(Map.of());
  }

  /**
   * @param changed settings by name; the others are those of {@link TestSettings}
   */
  public Workbench(Map<String, String> changed) {
    this(changed, new MemoryStores(new LongAccumulator(Math::max, 0)), null);
  }

  private Workbench(Map<String, String> changed, MemoryStores stores, @Nullable Workbench before) {
    this.settings = changed;
    this.stores = stores;
    this.clock = before == null ? MutableClock.at("2026-11-23T10:00:00Z") : before.clock;
    this.m1 = before == null ? new FakeM1() : before.m1;
    this.access = before == null ? new FakeAccountAccess(clock) : before.access;
    this.output =
        before == null ? new TaskOutput(new LongAccumulator(Math::max, 0)) : before.output;
    this.changes = before == null ? 0 : before.changes;
    Map<String, String> all = TestSettings.asInProduction(AddMerge.NEW_WINS, 3);
    all.putAll(changed);
    task = TestSettings.with(all);
    ledger = new Ledger(stores.stores().ledger());
    queue = new ContactQueue(stores.stores().ledger());
    ResultPublisher results = new ResultPublisher(output::sent, clock, meter, ChangeTraces.NONE);
    InternalErrors errors = new InternalErrors(meter);
    contacts =
        new ContactStore(
            stores.stores().contacts(),
            new Originals(stores.stores().originals()),
            ledger,
            queue,
            results,
            new WorkRules(
                task.addMerge(),
                task.consent(new Suppressions(ledger)),
                task.fieldOwners(),
                task.keyColumns()),
            new ForgetOrders(task.modesByAccount()),
            new UndeliveredList(ledger, results::undelivered, clock),
            errors,
            clock);
    calls =
        new Calls(
            ledger,
            results::intent,
            new Sender(access, m1),
            id -> Optional.of(1),
            task.inDoubtFor());
    ids = new CallIds(new Random(before == null ? 1 : changes + 2L));
    ContactNet net = new ContactNet(contacts, errors);
    completion =
        new CallCompletion(
            contacts,
            net,
            new RefusedBatches(contacts, queue),
            meter,
            clock,
            task.limitPause(),
            task.failuresUntilBisect());
    guard = new DeleteGuard(ledger, task.deleteLimit(), queue, contacts, clock);
    CreationRules creations = new CreationRules(task.createProperties(), List.of());
    properties = new PropertyCalls(ledger, calls, ids, meter, clock, creations);
    deletes =
        new DeleteJobs(
            contacts, ledger, calls, ids, meter, clock, net, guard, properties, task.deletes());
    writes =
        new ContactCalls(contacts, net, properties, calls, ids, completion, clock, task.limits());
    account = new AccountWork(ACCOUNT, access, task.backoff(), new Random(5));
    account.blockedBy(Optional.empty());
    queue.load();
    inherited = calls.load();
    guard.load();
    deletes.load(inherited);
    properties.load(inherited);
  }

  /** The pieces of the next owner: what is not on record is gone, answers under way included. */
  public Workbench restarted() {
    output.takeIntents();
    calls.close();
    return new Workbench(settings, stores, this);
  }

  /** The key of a contact. */
  public static ContactKey key(String name) {
    return new ContactKey(ACCOUNT, name);
  }

  /** A contact as it stands. */
  public ContactState contact(String name) {
    return contacts.get(key(name));
  }

  /** The CRM says who a contact is. */
  public String upsert(String name, String email) {
    return upsert(name, Map.of("email", email), Set.of());
  }

  /** The CRM says who a contact is. */
  public String upsert(String name, Map<String, String> fields, Set<String> groups) {
    return change(name, ContactChangeType.UPSERTED, fields, groups);
  }

  /** The CRM deleted a contact. */
  public String delete(String name) {
    return change(name, ContactChangeType.DELETED, Map.of(), null);
  }

  private String change(
      String name,
      ContactChangeType type,
      Map<String, String> fields,
      @Nullable Set<String> groups) {
    int number = ++changes;
    String event = "e" + number;
    OpenChange open =
        OpenChange.read(event, new Coordinates("changes", 0, number), clock.instant(), null);
    Folding.Folded folded =
        Folding.fold(
            contact(name),
            new ContactChange(key(name), event, type, fields, groups, null),
            open,
            task.fieldOwners());
    contacts.apply(contact(name), ((Folding.Folded.Taken) folded).transition());
    return event;
  }

  /** A permit of which nobody else knows. */
  public Permit permit() {
    return access.grant(ACCOUNT, 1).tryAcquire(ACCOUNT, Permit.Purpose.REGULAR, 1).orElseThrow();
  }

  /** What is recorded is committed, and the calls that have ended are completed. */
  public Workbench commit() {
    output.takeIntents().forEach(calls::committed);
    calls.drain();
    return this;
  }

  /** Calls that can no longer land. */
  public List<Doubtful> expired() {
    return calls.expired(clock.instant());
  }

  /** Sends what stands in a lane, and completes it; whether there was a call. */
  public boolean send(Lane lane) {
    List<ContactKey> keys = queue.scan(ACCOUNT, lane, 1_000);
    boolean sent = writes.send(account, keys, lane, permit(), new ContactCalls.How(false, false));
    commit();
    return sent;
  }

  /** The CRM has so many new contacts. */
  public void upsertAll(String prefix, int contacts) {
    for (int i = 0; i < contacts; i++) {
      upsert(prefix + i, prefix + i + "@x.cn");
    }
  }

  /** The contacts are in M1 as the CRM wants them. */
  public Workbench synced(int count) {
    for (int i = 0; i < count; i++) {
      upsert("k" + i, "p" + i + "@x.cn");
    }
    send(Lane.ADD);
    return this;
  }

  /** How changes ended, by event; fails if one ended twice. */
  public Map<String, Outcome> ends() {
    return new HashMap<>(SyncHarness.byEvent(output.results()));
  }

  /** All results, those that are not the last included. */
  public List<SyncResult> results() {
    return output.results();
  }

  /** How many calls that were made M1 has ended, by kind. */
  public Map<String, Integer> callsByKind() {
    return meter.callsByKind();
  }
}
