package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.contactsync.web.StatusResource;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The accounts of this process, and what we believe of their contacts. */
@ApplicationScoped
class Contacts {

  private final Stores stores;
  private final Replicas replicas;
  private final StatusResource status;

  Contacts(Stores stores, Replicas replicas, StatusResource status) {
    this.stores = stores;
    this.replicas = replicas;
    this.status = status;
  }

  /**
   * An account that this process owns.
   *
   * @throws io.m1bridge.ui.problem.ProblemException 404 if it does not
   */
  AccountId known(String id) {
    return new AccountId(status.queue(id).account());
  }

  /** Null if we know no such contact. */
  @Nullable ContactState believed(AccountId account, String contact) {
    if (contact.isBlank()) {
      return null;
    }
    return stores.<ContactState, @Nullable ContactState>ask(
        SyncTopology.CONTACTS,
        replicas.partition(account.value()),
        contacts -> contacts.get(new ContactKey(account, contact).stored()));
  }
}
