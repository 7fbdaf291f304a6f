package io.m1bridge.contactsync.where;

import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.delete.JobView;
import io.m1bridge.contactsync.store.AddressIndex;
import io.m1bridge.contactsync.view.AccountView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What can be seen of a contact.
 *
 * @param intent of the call that holds it; empty if none does, or it has just ended
 * @param job the delete job that holds it; empty if none does
 * @param holder who has the address that it waits for; empty if it waits for none
 * @param account how its account fares; empty if nobody said so yet
 * @param inDoubtFor how long after its record a call may still land
 * @param now when it is looked
 */
public record Sight(
    ContactState contact,
    Optional<Intent> intent,
    Optional<JobView> job,
    Optional<ContactKey> holder,
    Optional<AccountView> account,
    Duration inDoubtFor,
    Instant now) {

  /** Looks into the ledger of the task that has the contact; also from another thread. */
  public static Sight of(
      ContactState contact,
      ReadOnlyKeyValueStore<String, byte[]> ledger,
      Optional<AccountView> account,
      Duration inDoubtFor,
      Instant now) {
    Optional<String> call = Optional.ofNullable(contact.heldBy());
    boolean parked = contact.progress() instanceof Progress.Parked;
    return new Sight(
        contact,
        call.flatMap(id -> Calls.read(ledger, id)),
        call.flatMap(id -> JobView.read(ledger, contact.account(), id)),
        Optional.ofNullable(parked ? contact.wantedAddress() : null)
            .flatMap(address -> AddressIndex.holder(ledger, contact.account(), address)),
        account,
        inDoubtFor,
        now);
  }
}
