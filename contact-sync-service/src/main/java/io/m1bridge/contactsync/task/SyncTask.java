package io.m1bridge.contactsync.task;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Folding;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.delete.DeleteJobs;
import io.m1bridge.contactsync.delete.DeleteSettings;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.plan.Backoff;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.result.ResultPublisher.Ending;
import io.m1bridge.contactsync.store.AddressIndex;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.write.CallCompletion;
import io.m1bridge.contactsync.write.ContactCalls;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sync task without the Streams around it: takes changes, accounts and committed intents, and
 * at each tick lands what has ended and plans what comes next. Everything runs on one thread.
 */
public final class SyncTask implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncTask.class);

  private final World world;
  private final ResultPublisher results;
  private final Clock clock;
  private final Backoff backoff;
  private final Ledger.Section<AccountDescriptor> known;
  private final ContactQueue queue;
  private final ContactStore contacts;
  private final Calls calls;
  private final InputFlow flow;
  private final CallCompletion landing;
  private final DeleteJobs deletes;
  private final PropertyCalls properties;
  private final Planner planner;
  private final Map<AccountId, AccountWork> accounts = new HashMap<>();

  /** The world around the task. */
  public record World(
      AccountAccess access, Sender sender, TaskMeter meter, Clock clock, RandomGenerator random) {}

  SyncTask(
      TaskSettings settings,
      World world,
      KeyValueStore<String, ContactState> store,
      KeyValueStore<String, byte[]> ledgerStore,
      ResultPublisher results) {
    this.world = world;
    this.results = results;
    this.clock = world.clock();
    this.backoff = settings.backoff();
    Ledger ledger = new Ledger(ledgerStore);
    CallIds ids = new CallIds(world.random());
    TaskMeter meter = world.meter();
    known = ledger.section("account", AccountDescriptor.class);
    queue = new ContactQueue(ledgerStore);
    contacts =
        new ContactStore(
            store, new AddressIndex(ledger), queue, results, settings.addMerge(), clock);
    calls = new Calls(ledger, results::intent, world.sender(), settings.holdBack());
    TaskSettings.Flow pace = settings.flow();
    flow = new InputFlow(pace.silence(), pace.old(), pace.burst());
    landing =
        new CallCompletion(
            contacts, results, meter, clock, settings.limitPause(), settings.failuresUntilSplit());
    deletes =
        new DeleteJobs(
            contacts,
            ledger,
            calls,
            ids,
            meter,
            clock,
            landing,
            new DeleteSettings(
                settings.limits().rows(),
                settings.deletePatience(),
                settings.limitPause(),
                settings.failuresUntilSplit()));
    properties = new PropertyCalls(calls, ids, meter, clock, settings.createProperties());
    ContactCalls writes =
        new ContactCalls(contacts, properties, calls, ids, landing, clock, settings.limits());
    planner = new Planner(calls, queue, clock, settings, writes, deletes, properties, flow);
  }

  /** Finds what an earlier owner left. Its calls may still land: they are held. */
  void load() {
    queue.load();
    List<Intent> held = calls.load();
    deletes.load(held);
    properties.load(held);
    for (AccountDescriptor account : known.all()) {
      account(new AccountId(account.account())).state(account.state());
    }
    if (!held.isEmpty()) {
      LOG.info("{} calls of an earlier owner have an unknown outcome and are held", held.size());
    }
  }

  /** An account was declared, connected or lost; null if it was removed. */
  void account(String id, @Nullable AccountDescriptor descriptor) {
    if (descriptor == null) {
      known.remove(id);
      account(new AccountId(id)).state(null);
    } else {
      known.put(id, descriptor);
      account(new AccountId(id)).state(descriptor.state());
    }
  }

  /** An intent is committed. */
  void committed(String callId) {
    calls.committed(callId);
  }

  /** A change, checked before it was repartitioned. */
  void change(RoutedRecord routed, ChangeParser parser) {
    OpenChange open = routed.open();
    Parsed parsed =
        parser.parse(routed.original().key(), routed.original().value(), routed.headers());
    if (parsed instanceof Parsed.Invalid invalid) {
      // Only where the rules changed between the two readings.
      results.deadLetter(open, invalid.problem().code(), invalid.problem().advice());
      return;
    }
    ContactChange change = ((Parsed.Valid) parsed).change();
    ContactState before = contacts.get(change.contact());
    Folding.Folded folded = Folding.fold(before, change, routed.open(change.eventId()));
    if (folded instanceof Folding.Folded.Unaddressed) {
      results.deadLetter(
          open,
          "contact-unknown",
          "A patch of a contact that was never made, without an email: send its full state");
    } else if (folded instanceof Folding.Folded.Taken taken) {
      world.meter().accepted();
      flow.arrived(routed.timestamp(), clock.instant());
      OpenChange coalesced = taken.coalesced();
      OpenChange into = taken.state().waiting();
      if (coalesced != null && into != null) {
        results.result(change.contact(), coalesced, Ending.coalesced(into));
      }
      contacts.put(before, taken.state());
    }
  }

  /** Lands what has ended and plans what comes next. */
  void tick() {
    Instant now = clock.instant();
    flow.tick(now);
    calls.drain();
    calls.released(now).forEach(this::released);
    for (AccountId id : busyAccounts()) {
      planner.plan(account(id));
    }
  }

  private void released(Intent intent) {
    switch (intent.kind()) {
      case ADD, EDIT -> landing.uncertain(intent);
      case MARK, DELETE -> deletes.released(intent);
      case REMOVE_GROUPS -> deletes.groups().uncertain(intent.account());
      case CREATE_PROPERTY -> properties.uncertain(intent.account());
    }
  }

  private Set<AccountId> busyAccounts() {
    Set<AccountId> busy = new HashSet<>(queue.accounts());
    busy.addAll(deletes.accounts());
    busy.addAll(deletes.groups().accounts());
    return busy;
  }

  /** How each account of this task fares. */
  List<AccountView> views() {
    return accounts.values().stream().map(this::view).toList();
  }

  private AccountView view(AccountWork account) {
    Map<String, Integer> lanes = new HashMap<>();
    Instant oldest = null;
    for (Lane lane : Lane.values()) {
      lanes.put(lane.name().toLowerCase(Locale.ROOT), queue.depth(account.id(), lane));
      Instant first = queue.oldest(account.id(), lane).orElse(null);
      if (first != null && (oldest == null || first.isBefore(oldest))) {
        oldest = first;
      }
    }
    return new AccountView(
        account.id().value(),
        account.problem().orElse(null),
        lanes,
        queue.depth(account.id()),
        calls.open(account.id()),
        account.calls(),
        oldest);
  }

  private AccountWork account(AccountId id) {
    return accounts.computeIfAbsent(
        id, a -> new AccountWork(a, world.access(), backoff, world.random()));
  }

  @Override
  public void close() {
    accounts.values().forEach(AccountWork::giveBack);
    calls.close();
  }
}
