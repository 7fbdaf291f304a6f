package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.account.Incarnations;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.consent.Suppressions.Suppressed;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.delete.DeleteJobs;
import io.m1bridge.contactsync.delete.DeleteRejection;
import io.m1bridge.contactsync.delete.ForbiddenDeletes;
import io.m1bridge.contactsync.dryrun.DryRuns;
import io.m1bridge.contactsync.errand.ErrandCalls;
import io.m1bridge.contactsync.field.FieldChecks;
import io.m1bridge.contactsync.forget.Forgets;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.plan.InputFlows;
import io.m1bridge.contactsync.property.CreationRules;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.write.CallCompletion;
import io.m1bridge.contactsync.write.ContactCalls;
import io.m1bridge.contactsync.write.ContactNet;
import io.m1bridge.contactsync.write.LabelWaiters;
import io.m1bridge.contactsync.write.RefusedBatches;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sync task without the Streams around it: takes changes, accounts, commands and committed
 * intents, and at each tick completes what has ended and plans what comes next. Everything runs on
 * one thread.
 */
public final class SyncTask implements AutoCloseable {

  private final Clock clock;
  private final ContactQueue queue;
  private final ContactStore contacts;
  private final Calls calls;
  private final InputFlows flows;
  private final ChangeIntake intake;
  private final CallCompletion completion;
  private final DeleteJobs deletes;
  private final DeleteGuard guard;
  private final ForbiddenDeletes forbidden;
  private final PropertyCalls properties;
  private final CallExpiry expiry;
  private final LabelWaiters waiters;
  private final RefusedBatches batches;
  private final OverdueContacts overdue;
  private final Resend resend;
  private final Reconcile reconcile;
  private final UnconnectedAccounts unconnected;
  private final ConsentChange consentChange;
  private final List<Runnable> portions;
  private final Planner planner;
  private final Accounts accounts;
  private final Suppressions suppressions;
  private final Forgets forgets;
  private final IncarnationReset reset;
  private final UndeliveredList list;
  private final DryRuns dryRuns;
  private final TaskCommands commands;
  private final AccountViews views;
  private List<Intent> inherited = List.of();

  /**
   * @param number of its partition
   */
  SyncTask(
      TaskSettings settings,
      TaskEnvironment environment,
      int number,
      TaskStores stores,
      ResultPublisher results) {
    clock = environment.clock();
    TaskMeter meter = environment.meter();
    CallIds ids = new CallIds(environment.random());
    Runnable beats = new Beats(stores, results, number);
    TaskContacts kept = TaskContacts.of(settings, environment, stores, results, beats);
    Ledger ledger = kept.ledger();
    list = kept.list();
    Modes modes = kept.modes();
    queue = kept.queue();
    contacts = kept.contacts();
    suppressions = kept.suppressions();
    forgets = kept.forgets();
    overdue = new OverdueContacts(contacts, queue, clock);
    resend = new Resend(ledger, list, contacts);
    consentChange = new ConsentChange(ledger, contacts, kept.consent().rule());
    unconnected =
        new UnconnectedAccounts(
            ledger, contacts, queue, list, clock, settings.unconnectedPatience());
    Incarnations incarnations = new Incarnations(ledger);
    calls =
        new Calls(
            ledger,
            results::intent,
            environment.sender(),
            incarnations::known,
            settings.inDoubtFor());
    flows = new InputFlows(settings.flow());
    ContactNet net = new ContactNet(contacts, kept.errors());
    intake =
        new ChangeIntake(
            contacts,
            kept.originals(),
            forgets,
            results,
            meter,
            flows,
            clock,
            settings.contactLimits(),
            settings.rememberDeleted());
    batches = new RefusedBatches(contacts, queue);
    completion =
        new CallCompletion(
            contacts,
            net,
            batches,
            meter,
            clock,
            settings.limitPause(),
            settings.failuresUntilBisect());
    guard = new DeleteGuard(ledger, settings.deleteLimit(), queue, contacts, clock);
    forbidden = new ForbiddenDeletes(modes, queue, contacts);
    CreationRules creations = environment.creations(settings.createProperties());
    properties = new PropertyCalls(ledger, calls, ids, meter, clock, creations);
    deletes =
        new DeleteJobs(
            contacts, ledger, calls, ids, meter, clock, net, guard, properties, settings.deletes());
    waiters = new LabelWaiters(contacts, net, queue, properties);
    ContactCalls writes =
        new ContactCalls(
            contacts, net, properties, calls, ids, completion, clock, settings.limits());
    reconcile =
        new Reconcile(ledger, contacts, properties, calls, ids, meter, clock, settings.reconcile());
    planner =
        new Planner(
            calls,
            queue,
            clock,
            settings,
            writes,
            deletes,
            properties,
            new Probe(calls, ids, meter, clock),
            flows,
            () -> environment.mayAdd().test(number),
            reconcile);
    accounts =
        new Accounts(ledger, incarnations, environment.access(), environment.random(), settings);
    expiry = new CallExpiry(accounts::get, completion, deletes, properties, reconcile);
    FieldChecks fields =
        new FieldChecks(
            environment.fields(), calls, ids, meter, clock, properties, id -> !modes.isDry(id));
    reset =
        new IncarnationReset(
            ledger, contacts, calls, deletes, properties, accounts, reconcile, forgets, fields);
    int atOnce = settings.maxInFlight();
    dryRuns =
        new DryRuns(
            modes, contacts, queue, properties, guard, meter, clock, settings.limits(), atOnce);
    commands = new TaskCommands(accounts, reset, guard, dryRuns, resend, reconcile, forgets);
    ErrandCalls errands =
        new ErrandCalls(
            environment.errands(), calls, ids, meter, clock, properties, reconcile, atOnce);
    portions =
        List.of(
            () -> fields.step(accounts.all()),
            () -> errands.step(accounts.all()),
            reset::step,
            forgets::step,
            new DeleteRejection(guard, queue, contacts)::step,
            resend::step,
            () -> reconcile.step(accounts.all()),
            consentChange::step,
            () -> contacts.gone().step(settings.rememberDeleted()),
            unconnected::step);
    views =
        new AccountViews(
            accounts, kept, calls, guard, dryRuns, reconcile, creations, fields, settings, clock);
  }

  /** Finds what an earlier owner left. Its calls may still land: they are in doubt. */
  void load() {
    contacts.gone().load();
    queue.load();
    list.load();
    inherited = calls.load();
    guard.load();
    deletes.load(inherited);
    properties.load(inherited);
    accounts.load();
    reset.load();
    forgets.load();
    resend.load();
    reconcile.load();
    unconnected.load();
    consentChange.load(accounts.all().stream().map(AccountWork::id).toList());
  }

  /** An account was declared, connected or lost; null if it was removed. */
  void account(AccountId id, @Nullable AccountDescriptor descriptor) {
    boolean waited = accounts.unconnected(id).isPresent();
    consentChange.known(id);
    accounts.put(id, descriptor, !contacts.keys(id, "", 1).isEmpty());
    if (waited && accounts.unconnected(id).isEmpty()) {
      unconnected.connected(id);
    }
  }

  /** An address is not to be mailed; null if it may be again. */
  void suppression(AccountId id, String email, @Nullable Suppressed why) {
    suppressions.set(id, email, why);
    contacts.reconsider(id, email);
  }

  /** A person asks for something. */
  void command(AccountId id, Command command) {
    commands.take(id, command);
  }

  /** An intent is committed. */
  void committed(String callId) {
    calls.committed(callId);
  }

  /** A change, checked before it was repartitioned. */
  void change(ContactKey contact, RoutedRecord routed, ChangeReader reader) {
    intake.take(contact, routed, reader);
  }

  /** A dead letter is replayed. */
  void replay(ReplayedLetter letter, ChangeReader reader) {
    intake.replay(letter, reader);
  }

  /** Completes what has ended and plans what comes next. */
  void tick() {
    Instant now = clock.instant();
    flows.tick(now);
    inherited.forEach(completion::inDoubt);
    inherited = List.of();
    calls.drain();
    calls.expired(now).forEach(expiry::expired);
    portions.forEach(Runnable::run);
    for (AccountId id : busyAccounts()) {
      AccountWork account = accounts.get(id);
      if (!dryRuns.isDry(id)) {
        accounts.unconnected(id).ifPresent(why -> unconnected.giveUp(id, why));
        forbidden.step(id);
        waiters.resume(id);
        batches.release(id, calls.open(id));
        planner.plan(account);
      }
    }
    accounts.dry().forEach(dryRuns::step);
    if (flows.areQuiet()) {
      overdue.step();
    }
  }

  private Set<AccountId> busyAccounts() {
    Set<AccountId> busy = new HashSet<>(queue.accounts());
    busy.addAll(deletes.accounts());
    busy.addAll(deletes.groups().accounts());
    busy.addAll(reconcile.accounts());
    return busy;
  }

  /** Account status of each account of this task. */
  List<AccountView> views() {
    return views.all();
  }

  @Override
  public void close() {
    accounts.all().forEach(AccountWork::giveBack);
    calls.close();
  }
}
