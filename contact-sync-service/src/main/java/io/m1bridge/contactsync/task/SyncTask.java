package io.m1bridge.contactsync.task;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Folding;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.task.Emitter.Ending;
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

  private final Desks desks;
  private final InputFlow flow;
  private final ContactLanding landing;
  private final DeleteJobs deletes;
  private final MarkedGroups groups;
  private final PropertyCalls properties;
  private final Planner planner;
  private final Map<AccountId, AccountWork> accounts = new HashMap<>();

  /** The world around the task. */
  public record World(
      AccountAccess access, Sender sender, TaskMeter meter, Clock clock, RandomGenerator random) {}

  SyncTask(
      TaskSettings settings,
      World world,
      KeyValueStore<String, ContactState> contacts,
      KeyValueStore<String, byte[]> ledgerStore,
      Emitter emitter) {
    Ledger ledger = new Ledger(ledgerStore);
    ContactQueue queue = new ContactQueue(ledgerStore);
    desks =
        new Desks(
            settings,
            new ContactDesk(
                contacts,
                new EmailIndex(ledger),
                queue,
                emitter,
                settings.addMerge(),
                world.clock()),
            queue,
            ledger,
            new Calls(ledger, emitter, world.sender(), settings.holdBack()),
            emitter,
            world.access(),
            world.meter(),
            world.clock(),
            world.random(),
            new CallIds(world.random()));
    TaskSettings.Flow pace = settings.flow();
    flow = new InputFlow(pace.silence(), pace.old(), pace.burst());
    landing = new ContactLanding(desks);
    groups = new MarkedGroups(desks);
    deletes = new DeleteJobs(desks, landing, groups);
    properties = new PropertyCalls(desks);
    planner =
        new Planner(desks, new ContactCalls(desks, landing), deletes, groups, properties, flow);
  }

  /** Finds what an earlier owner left. Its calls may still land: they are held. */
  void load() {
    desks.queue().load();
    List<Intent> held = desks.calls().load();
    deletes.load(held);
    groups.load(held);
    for (AccountDescriptor account : desks.ledger().accounts()) {
      account(new AccountId(account.account())).state(account.state());
    }
    for (Intent intent : held) {
      if (intent.kind() == Intent.Kind.CREATE_PROPERTY) {
        account(intent.account()).properties().busy(true);
      }
    }
    if (!held.isEmpty()) {
      LOG.info("{} calls of an earlier owner have an unknown outcome and are held", held.size());
    }
  }

  /** An account was declared, connected or lost; null if it was removed. */
  void account(String id, @Nullable AccountDescriptor descriptor) {
    if (descriptor == null) {
      desks.ledger().removeAccount(id);
      account(new AccountId(id)).state(null);
    } else {
      desks.ledger().put(descriptor);
      account(new AccountId(id)).state(descriptor.state());
    }
  }

  /** An intent is committed. */
  void committed(String callId) {
    desks.calls().committed(callId);
  }

  /** A change, checked before it was repartitioned. */
  void change(RoutedRecord routed, ChangeParser parser) {
    OpenChange open = routed.open();
    Parsed parsed =
        parser.parse(routed.original().key(), routed.original().value(), routed.headers());
    if (parsed instanceof Parsed.Invalid invalid) {
      // Only where the rules changed between the two readings.
      desks.emitter().deadLetter(open, invalid.problem().code(), invalid.problem().advice());
      return;
    }
    ContactChange change = ((Parsed.Valid) parsed).change();
    ContactState before = desks.contacts().get(change.contact());
    Folding.Folded folded = Folding.fold(before, change, routed.open(change.eventId()));
    if (folded instanceof Folding.Folded.Unaddressed) {
      desks
          .emitter()
          .deadLetter(
              open,
              "contact-unknown",
              "A patch of a contact that was never made, without an email: send its full state");
    } else if (folded instanceof Folding.Folded.Taken taken) {
      desks.meter().accepted();
      flow.arrived(routed.timestamp(), desks.clock().instant());
      OpenChange coalesced = taken.coalesced();
      OpenChange into = taken.state().waiting();
      if (coalesced != null && into != null) {
        desks.emitter().result(change.contact(), coalesced, Ending.coalesced(into));
      }
      desks.contacts().put(before, taken.state());
    }
  }

  /** Lands what has ended and plans what comes next. */
  void tick() {
    Instant now = desks.clock().instant();
    flow.tick(now);
    desks.calls().drain();
    desks.calls().released(now).forEach(this::released);
    for (AccountId id : busyAccounts()) {
      planner.plan(account(id));
    }
  }

  private void released(Intent intent) {
    switch (intent.kind()) {
      case ADD, EDIT -> landing.uncertain(intent);
      case MARK, DELETE -> deletes.uncertain(intent.account());
      case REMOVE_GROUPS -> groups.uncertain(intent.account());
      case CREATE_PROPERTY -> properties.uncertain(account(intent.account()));
    }
  }

  private Set<AccountId> busyAccounts() {
    Set<AccountId> busy = new HashSet<>(desks.queue().accounts());
    busy.addAll(deletes.accounts());
    busy.addAll(groups.accounts());
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
      lanes.put(lane.name().toLowerCase(Locale.ROOT), desks.queue().depth(account.id(), lane));
      Instant first = desks.queue().oldest(account.id(), lane).orElse(null);
      if (first != null && (oldest == null || first.isBefore(oldest))) {
        oldest = first;
      }
    }
    return new AccountView(
        account.id().value(),
        account.problem().orElse(null),
        lanes,
        desks.queue().depth(account.id()),
        desks.calls().open(account.id()),
        account.calls(),
        oldest);
  }

  private AccountWork account(AccountId id) {
    return accounts.computeIfAbsent(id, AccountWork::new);
  }

  @Override
  public void close() {
    accounts.values().forEach(account -> account.giveBack(desks.access()));
    desks.calls().close();
  }
}
