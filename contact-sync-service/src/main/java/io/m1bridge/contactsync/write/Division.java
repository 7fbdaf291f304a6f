package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Transition;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Sends what did not pass again in parts. */
final class Division {

  private final CarriedContacts carried;
  private final RefusedBatches batches;

  Division(CarriedContacts carried, RefusedBatches batches) {
    this.carried = carried;
    this.batches = batches;
  }

  /**
   * Looks for the culprit of a batch until it stands alone.
   *
   * @param prepare what is learned of each contact in any case
   * @param alone what becomes of a contact that was alone
   */
  void bisect(
      Intent intent,
      UnaryOperator<ContactState> prepare,
      Function<ContactState, Transition> alone) {
    Optional<Aside> part = carried.part(intent);
    divide(intent, prepare, alone, RefusedBatches.parts(intent));
    part.ifPresent(refused -> batches.refused(intent.account(), refused));
  }

  void divide(
      Intent intent,
      UnaryOperator<ContactState> prepare,
      Function<ContactState, Transition> alone,
      Function<String, Aside> parts) {
    boolean single = intent.contacts().size() == 1;
    carried.each(
        intent,
        state -> {
          ContactState known = prepare.apply(state);
          return single
              ? alone.apply(known)
              : Outcomes.bisected(known, parts.apply(state.key().key()));
        });
  }
}
