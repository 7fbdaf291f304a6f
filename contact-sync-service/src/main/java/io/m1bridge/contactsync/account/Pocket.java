package io.m1bridge.contactsync.account;

import io.m1bridge.account.Permit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a permit for the next call, or none. */
final class Pocket {

  private @Nullable Permit kept;

  void put(Permit permit) {
    kept = permit;
  }

  /** Whoever takes it has to use it or give it back. */
  Optional<Permit> take() {
    Optional<Permit> taken = Optional.ofNullable(kept);
    kept = null;
    return taken;
  }
}
