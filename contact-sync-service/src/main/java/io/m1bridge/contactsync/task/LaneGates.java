package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.delete.DeleteJobs;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactQueue.Place;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Whether calls of a kind may be made now, whatever waits.
 *
 * @param mayAdd whether it is known who is not to be mailed
 * @param movesByEdits whether an edit may give a contact of the account another email
 */
record LaneGates(
    ContactQueue queue,
    DeleteJobs deletes,
    BooleanSupplier mayAdd,
    Predicate<AccountId> movesByEdits) {

  boolean mayGo(AccountWork account, Lane lane, Instant now) {
    return switch (lane) {
      case ADD ->
          mayAdd.getAsBoolean() && account.room().mayAdd(now) && !makesRoomFirst(account, now);
      case EDIT -> mayAdd.getAsBoolean() || !movesByEdits.test(account.id());
      case DELETE -> account.room().mayDelete(false, now) && deletes.mayStart(account, now);
    };
  }

  /** Who stands beside a lane goes as those in it; a person who ordered it is not asked again. */
  boolean mayGo(AccountWork account, Place place, Instant now) {
    return place.aside().kind() == Aside.Kind.FORGET
        ? account.room().mayDelete(true, now) && deletes.hasPlace(account, now)
        : mayGo(account, place.lane(), now);
  }

  private boolean makesRoomFirst(AccountWork account, Instant now) {
    boolean waits = queue.depth(account.id(), Lane.DELETE) > 0 && mayGo(account, Lane.DELETE, now);
    return account.room().isFull() && (waits || deletes.isUnderWay(account.id(), now));
  }
}
