package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.contactsync.task.TaskSettings;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contactsync.where.Sight;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks a contact up in the stores of this process, which owns its account. */
@ApplicationScoped
class Whereabouts {

  private final Stores stores;
  private final Replicas replicas;
  private final TaskViews views;
  private final Duration inDoubtFor;
  private final Clock clock;

  Whereabouts(
      Stores stores, Replicas replicas, TaskViews views, TaskSettings settings, Clock clock) {
    this.stores = stores;
    this.replicas = replicas;
    this.views = views;
    this.inDoubtFor = settings.inDoubtFor();
    this.clock = clock;
  }

  /**
   * Where a contact is; empty if nothing is known of it.
   *
   * @throws io.m1bridge.ui.problem.ProblemException 503 while the stores are moved or restored
   */
  Optional<ContactView> find(String account, String contact) {
    if (!AccountId.isValid(account) || contact.isBlank()) {
      return Optional.empty();
    }
    ContactKey key = new ContactKey(new AccountId(account), contact);
    int partition = replicas.partition(account);
    ContactState state =
        stores.<ContactState, @Nullable ContactState>ask(
            SyncTopology.CONTACTS, partition, contacts -> contacts.get(key.stored()));
    if (state == null) {
      return Optional.empty();
    }
    Sight sight =
        stores.<byte[], Sight>ask(
            SyncTopology.LEDGER,
            partition,
            ledger -> Sight.of(state, ledger, views.account(account), inDoubtFor, clock.instant()));
    return Optional.of(ContactView.of(sight));
  }
}
