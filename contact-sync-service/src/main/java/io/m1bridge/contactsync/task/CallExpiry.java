package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.Calls.Doubtful;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.delete.DeleteJobs;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.contactsync.write.CallCompletion;
import io.m1bridge.m1.AccountId;
import java.util.function.Function;

/**
 * What follows when a call of unknown outcome can no longer land.
 *
 * @param accounts each account of the task
 */
record CallExpiry(
    Function<AccountId, AccountWork> accounts,
    CallCompletion completion,
    DeleteJobs deletes,
    PropertyCalls properties,
    Reconcile reconcile) {

  void expired(Doubtful doubtful) {
    Intent intent = doubtful.intent();
    switch (intent.kind()) {
      case ADD, EDIT -> completion.expired(accounts.apply(intent.account()), doubtful);
      case MARK, DELETE -> deletes.expired(doubtful);
      case REMOVE_GROUPS -> deletes.groups().uncertain(intent.account());
      case CREATE_PROPERTY, CHANGE_PROPERTY -> properties.uncertain(intent.account());
      // Perhaps a group went, with its contacts: only M1's list of contacts tells.
      case CHANGE_GROUP -> reconcile.beginAnew(intent.account());
    }
  }
}
