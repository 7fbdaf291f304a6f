package io.m1bridge.contactsync.contact;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a contact that was to be deleted becomes where it stays in M1. */
public final class LeftInM1 {

  private LeftInM1() {}

  /** Whether the address that is wanted is to be deleted first: the CRM made the contact anew. */
  static boolean isMadeAnew(ContactState state) {
    return state.stale().stream().anyMatch(contact -> isWanted(state, contact));
  }

  private static boolean isWanted(ContactState state, StaleContact contact) {
    return ContactState.normalized(contact.email()).equals(state.wantedAddress());
  }

  /**
   * The same, where everything that was to be deleted stays in M1. Under the address that the CRM
   * wants, or wanted last, it is taken up as it stands there once the CRM wants it again.
   */
  public static ContactState of(ContactState state) {
    @Nullable StaleContact left = left(state);
    if (left == null) {
      return state.inM1(state.synced(), state.doubtful(), List.of());
    }
    // By anything but an email no add finds it there: it would stand there twice.
    return state.synced() != null || !left.isKeyed() || left.doubtful()
        ? state.inM1(
            state.synced(),
            Map.of(ContactState.addressField(left.email()), left.email()),
            List.of())
        : acknowledged(state, left.email());
  }

  /** As {@link #of}, where M1 is known to have it. Whether it has whom no add finds, lists tell. */
  public static ContactState acknowledged(ContactState state) {
    ContactState left = of(state);
    @Nullable String address = left.doubtfulAddress();
    return left.synced() != null || address == null || !Identity.ofAddress(address).isEmail()
        ? left
        : acknowledged(left, address);
  }

  private static ContactState acknowledged(ContactState state, String address) {
    return state.inM1(Synced.under(address), Map.of(), List.of());
  }

  private static @Nullable StaleContact left(ContactState state) {
    return state.stale().stream()
        .filter(contact -> state.desired() == null || isWanted(state, contact))
        .findFirst()
        .orElse(null);
  }
}
