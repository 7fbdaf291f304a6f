package io.m1bridge.contactsync.task;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.delete.DeleteJobs;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.plan.LaneChoice;
import io.m1bridge.contactsync.plan.LaneChoice.Candidate;
import io.m1bridge.contactsync.plan.LaneChoice.Departure;
import io.m1bridge.contactsync.property.PropertyBook;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.write.ContactCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives each permit to the call that is worth most: unfinished things first, then the lanes. */
final class Planner {

  private final Calls calls;
  private final ContactQueue queue;
  private final Clock clock;
  private final TaskSettings settings;
  private final ContactCalls contacts;
  private final DeleteJobs deletes;
  private final PropertyCalls properties;
  private final InputFlow flow;

  Planner(
      Calls calls,
      ContactQueue queue,
      Clock clock,
      TaskSettings settings,
      ContactCalls contacts,
      DeleteJobs deletes,
      PropertyCalls properties,
      InputFlow flow) {
    this.calls = calls;
    this.queue = queue;
    this.clock = clock;
    this.settings = settings;
    this.contacts = contacts;
    this.deletes = deletes;
    this.properties = properties;
    this.flow = flow;
  }

  /** One thing to do with a permit; says whether it used it. */
  @FunctionalInterface
  private interface Step {
    boolean take(Permit permit);
  }

  /** Plans as many calls as there are permits and work. */
  void plan(AccountWork account) {
    Instant now = clock.instant();
    while (account.mayCall(now) && account.inFlight() < settings.maxInFlight() && calls.hasRoom()) {
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

  private int demand(AccountWork account) {
    int rows = settings.limits().rows();
    return 1 + queue.depth(account.id()) / rows;
  }

  private Optional<Step> next(AccountWork account, Instant now) {
    PropertyBook book = properties.of(account.id());
    if (book.isNeeded()) {
      if (!book.isBusy()) {
        return Optional.of(permit -> properties.send(account, permit));
      }
      return deletes.isReady(account, now) ? Optional.of(job(account)) : Optional.empty();
    }
    boolean bisects = deletes.bisects(account, now);
    if (deletes.isReady(account, now) && (!bisects || account.splitsNext())) {
      return Optional.of(job(account));
    }
    Optional<String> part = part(account, now);
    if (part.isPresent() && !bisects && account.splitsNext()) {
      return Optional.of(permit -> sendPart(account, part.get(), permit));
    }
    Optional<Step> lane = lane(account, now);
    if (lane.isPresent()) {
      return lane;
    }
    if (bisects) {
      return Optional.of(job(account));
    }
    if (part.isPresent()) {
      return Optional.of(permit -> sendPart(account, part.get(), permit));
    }
    boolean idle = queue.depth(account.id()) == 0 && deletes.mayStart(account.id(), now);
    return idle && !flow.isBusy() && deletes.groups().isReady(account.id())
        ? Optional.of(
            permit -> {
              deletes.groups().send(account, permit);
              return true;
            })
        : Optional.empty();
  }

  private Step job(AccountWork account) {
    return permit -> {
      deletes.step(account, permit);
      return true;
    };
  }

  private Optional<String> part(AccountWork account, Instant now) {
    return queue.smallestPart(account.id()).filter(part -> mayGo(account, lane(part), now));
  }

  private static Lane lane(String part) {
    return Lane.valueOf(part.substring(0, part.indexOf('/')));
  }

  private boolean mayGo(AccountWork account, Lane lane, Instant now) {
    return switch (lane) {
      case ADD -> account.mayAdd(now);
      case EDIT -> true;
      // Marking is an add.
      case DELETE -> account.mayAdd(now) && deletes.mayStart(account.id(), now);
    };
  }

  private boolean sendPart(AccountWork account, String part, Permit permit) {
    int rows = settings.limits().rows();
    List<ContactKey> keys = queue.scanPart(account.id(), part, rows);
    return send(account, lane(part), keys, permit, new ContactCalls.How(false, false));
  }

  private Optional<Step> lane(AccountWork account, Instant now) {
    List<Candidate> lanes = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      int depth = queue.depth(account.id(), lane);
      if (depth > 0 && mayGo(account, lane, now)) {
        Instant oldest = queue.oldest(account.id(), lane).orElse(now);
        Duration age = Duration.between(oldest, now);
        lanes.add(new Candidate(lane, depth, age.isNegative() ? Duration.ZERO : age));
      }
    }
    Departure departure = new Departure(flow.isBusy(), settings.limits().rows(), settings.maxAge());
    return LaneChoice.choose(lanes, departure)
        .map(chosen -> permit -> sendLane(account, chosen, departure, permit));
  }

  private boolean sendLane(
      AccountWork account, Candidate chosen, Departure departure, Permit permit) {
    List<ContactKey> keys = queue.scan(account.id(), chosen.lane(), settings.scanRows());
    boolean overdue = departure.isOverdue(chosen.age());
    ContactCalls.How how = new ContactCalls.How(departure.busy() && !overdue, overdue);
    return send(account, chosen.lane(), keys, permit, how);
  }

  private boolean send(
      AccountWork account, Lane lane, List<ContactKey> keys, Permit permit, ContactCalls.How how) {
    if (lane == Lane.DELETE) {
      return deletes.start(account, keys, permit);
    }
    return contacts.send(account, keys, lane, permit, how) == ContactCalls.Packed.SENT;
  }
}
