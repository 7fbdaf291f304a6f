package io.m1bridge.contactsync.task;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.delete.DeleteJobs;
import io.m1bridge.contactsync.plan.InputFlows;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.plan.LaneChoice;
import io.m1bridge.contactsync.plan.LaneChoice.Candidate;
import io.m1bridge.contactsync.plan.LaneChoice.Departure;
import io.m1bridge.contactsync.property.Creation;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactQueue.Place;
import io.m1bridge.contactsync.write.ContactCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Gives each permit to the call that is worth most: unfinished things first, then the lanes. */
final class Planner {

  /** A new property that at least so many contacts need is worth its call like any other. */
  private static final int FEW_TAKERS = 5;

  /** From one pass for ids that are wanted to the next. */
  private static final Duration LISTS_APART = Duration.ofHours(1);

  private final Calls calls;
  private final ContactQueue queue;
  private final Clock clock;
  private final TaskSettings settings;
  private final ContactCalls contacts;
  private final DeleteJobs deletes;
  private final PropertyCalls properties;
  private final Probe probe;
  private final InputFlows flows;
  private final LaneGates gates;
  private final Reconcile reconcile;

  Planner(
      Calls calls,
      ContactQueue queue,
      Clock clock,
      TaskSettings settings,
      ContactCalls contacts,
      DeleteJobs deletes,
      PropertyCalls properties,
      Probe probe,
      InputFlows flows,
      BooleanSupplier mayAdd,
      Reconcile reconcile) {
    this.calls = calls;
    this.queue = queue;
    this.clock = clock;
    this.settings = settings;
    this.contacts = contacts;
    this.deletes = deletes;
    this.properties = properties;
    this.probe = probe;
    this.flows = flows;
    this.gates = new LaneGates(queue, deletes, mayAdd, contacts::movesByEdits);
    this.reconcile = reconcile;
  }

  /** One thing to do with a permit; says whether it used it. */
  @FunctionalInterface
  private interface Step {
    boolean take(Permit permit);

    static Optional<Step> of(Step step) {
      return Optional.of(step);
    }
  }

  /** Plans as many calls as there are permits and work. */
  void plan(AccountWork account) {
    Instant now = clock.instant();
    if (!queue.places(account.id(), Aside.Kind.LISTS).isEmpty()) {
      reconcile.want(account.id());
    }
    planWork(account, now);
    if (mayCall(account, now) && flows.maxAge(account.id()).isZero()) {
      reconcile(account, now);
    }
  }

  private boolean mayCall(AccountWork account, Instant now) {
    // Where writes are refused one tells as much as four.
    int most = account.writes().isRefusing() ? 1 : settings.maxInFlight();
    return account.mayCall(now) && account.inFlight() < most && calls.hasRoom();
  }

  private void planWork(AccountWork account, Instant now) {
    while (mayCall(account, now)) {
      Optional<Step> step = next(account, now);
      if (step.isEmpty()) {
        account.giveBack();
        return;
      }
      Optional<Permit> permit = account.permit(demand(account));
      if (permit.isEmpty()) {
        return;
      }
      if (!step.get().take(permit.get())) {
        account.keep(permit.get());
        return;
      }
    }
  }

  /**
   * A call that nobody else wants, or of the floor that housekeeping has: where changes trickle in
   * for ever there is always one to send. Not beside a backlog.
   */
  private void reconcile(AccountWork account, Instant now) {
    boolean idle = queue.depth(account.id()) == 0 && calls.open(account.id()) == 0;
    if (reconcile.isReady(account, idle, now)) {
      account.sparePermit().ifPresent(permit -> reconcile.send(account, permit));
    }
  }

  private int demand(AccountWork account) {
    return 1 + queue.depth(account.id()) / departure(account).maxRows();
  }

  private Optional<Step> next(AccountWork account, Instant now) {
    if (account.isProbeDue()) {
      return probe.isBusy(account.id())
          ? Optional.empty()
          : Step.of(permit -> probe.send(account, permit));
    }
    boolean bisects = deletes.bisects(account, now);
    if (deletes.isReady(account, now) && (!bisects || account.mayBisect())) {
      return Step.of(marked(account, job(account), bisects));
    }
    if (properties.isListDue(account.id(), queue.isForProperties(account.id()), now)) {
      return Step.of(
          permit -> {
            properties.list(account, permit);
            return true;
          });
    }
    Optional<Step> bisect = place(account, Aside.Kind.BISECT, now);
    if (bisect.isPresent() && !bisects && account.mayBisect()) {
      return bisect.map(step -> marked(account, step, true));
    }
    Optional<Step> forget = place(account, Aside.Kind.FORGET, now);
    if (forget.isPresent()) {
      return forget;
    }
    Optional<Candidate> lane = lane(account, now);
    Optional<Creation> creation = properties.nextToCreate(account.id());
    int rows = lane.map(Candidate::depth).orElse(0);
    if (creation.isPresent() && creation.get().contacts() >= Math.max(rows, FEW_TAKERS)) {
      return creation.map(label -> create(account, label));
    }
    boolean othersWait = lane.isPresent() || bisect.isPresent();
    Optional<Step> costly = costly(account, creation, othersWait, now);
    if (costly.isPresent()) {
      return costly;
    }
    if (lane.isPresent()) {
      return lane.map(
          chosen -> marked(account, permit -> sendLane(account, chosen, permit), false));
    }
    if (bisects) {
      return Step.of(marked(account, job(account), true));
    }
    if (bisect.isPresent()) {
      return bisect.map(step -> marked(account, step, true));
    }
    return cleanUp(account, now);
  }

  private Step job(AccountWork account) {
    return permit -> {
      deletes.step(account, permit);
      return true;
    };
  }

  /** Bisecting takes every other call at most while others wait. */
  private static Step marked(AccountWork account, Step step, boolean bisects) {
    return permit -> {
      boolean used = step.take(permit);
      account.bisecting(bisects);
      return used;
    };
  }

  /** What costs many calls for few contacts: new properties, and groups that nobody else joins. */
  private Optional<Step> costly(
      AccountWork account, Optional<Creation> creation, boolean othersWait, Instant now) {
    if (!account.costly().mayTake(othersWait, now)) {
      return Optional.empty();
    }
    return creation
        .map(label -> create(account, label))
        .or(() -> place(account, Aside.Kind.JOINS, now))
        .map(
            taken ->
                permit -> {
                  boolean used = taken.take(permit);
                  if (used) {
                    account.costly().took(now);
                  }
                  return used;
                });
  }

  private Step create(AccountWork account, Creation creation) {
    return permit -> properties.create(account, creation.label(), permit);
  }

  private Optional<Step> cleanUp(AccountWork account, Instant now) {
    boolean idle = queue.depth(account.id()) == 0 && deletes.mayStart(account, now);
    return idle && flows.maxAge(account.id()).isZero() && deletes.groups().isReady(account.id())
        ? Step.of(
            permit -> {
              deletes.groups().send(account, permit);
              return true;
            })
        : Optional.empty();
  }

  private Optional<Step> place(AccountWork account, Aside.Kind kind, Instant now) {
    Predicate<Place> may = place -> gates.mayGo(account, place, now);
    return queue
        .smallest(account.id(), kind)
        .filter(may)
        .map(
            place ->
                permit -> {
                  List<ContactKey> keys = queue.scan(account.id(), place, settings.limits().rows());
                  if (kind == Aside.Kind.FORGET) {
                    return begun(account, deletes.startOrdered(account, keys, permit));
                  }
                  ContactCalls.How how = new ContactCalls.How(false, false);
                  return send(account, place.lane(), keys, permit, how);
                });
  }

  private Optional<Candidate> lane(AccountWork account, Instant now) {
    List<Candidate> lanes = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      int depth = queue.depth(account.id(), lane);
      if (depth > 0 && gates.mayGo(account, lane, now)) {
        Instant oldest = queue.oldest(account.id(), lane).orElse(now);
        Duration age = Duration.between(oldest, now);
        lanes.add(new Candidate(lane, depth, age.isNegative() ? Duration.ZERO : age));
      }
    }
    return LaneChoice.choose(lanes, departure(account));
  }

  private Departure departure(AccountWork account) {
    int rows = settings.limits().withAtMost(account.batchRows(clock.instant())).rows();
    return new Departure(rows, flows.maxAge(account.id()));
  }

  private boolean sendLane(AccountWork account, Candidate chosen, Permit permit) {
    Departure departure = departure(account);
    List<ContactKey> keys = queue.scan(account.id(), chosen.lane(), settings.scanRows());
    boolean overdue = departure.waits() && departure.isOverdue(chosen.age());
    ContactCalls.How how = new ContactCalls.How(departure.waits() && !overdue, overdue);
    return send(account, chosen.lane(), keys, permit, how);
  }

  private boolean send(
      AccountWork account, Lane lane, List<ContactKey> keys, Permit permit, ContactCalls.How how) {
    if (lane == Lane.DELETE) {
      return begun(account, deletes.start(account, keys, permit));
    }
    return contacts.send(account, keys, lane, permit, how);
  }

  private boolean begun(AccountWork account, boolean begun) {
    // Whom no mark finds, or where M1 takes none, only a list tells ids.
    if (!begun && contacts.isKeyed(account.id())) {
      reconcile.want(account.id());
    } else if (!begun && !account.room().mayMark(clock.instant())) {
      reconcile.begin(account.id(), LISTS_APART);
    }
    return begun;
  }
}
