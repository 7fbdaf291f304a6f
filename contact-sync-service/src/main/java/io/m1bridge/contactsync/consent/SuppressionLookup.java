package io.m1bridge.contactsync.consent;

import io.m1bridge.contactsync.consent.Suppressions.Suppressed;
import io.m1bridge.m1.AccountId;
import java.util.Optional;

/** Finds why addresses are not to be mailed. */
@FunctionalInterface
public interface SuppressionLookup {

  /**
   * Why an address is not to be mailed; empty if it may be.
   *
   * @param email normalized: this is asked for every add, and that was done before
   */
  Optional<Suppressed> find(AccountId account, String email);
}
