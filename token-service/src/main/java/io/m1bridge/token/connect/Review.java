package io.m1bridge.token.connect;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.state.Account;
import java.util.Optional;

/** What a person gets to see before confirming. */
public sealed interface Review {

  /** Confirmed before, too old, or lost by a restart. */
  record Nothing() implements Review {}

  record AccountGone() implements Review {}

  /**
   * What a person confirms.
   *
   * @param m1AccountId M1's own number; empty where the M1 account has no contact that tells it
   * @param newIncarnation a person said that a different M1 account is meant
   * @param replaced the account of a connect that was under way in this browser before, and ended
   *     with this one
   */
  record Waiting(
      Account account,
      Optional<String> m1AccountId,
      boolean newIncarnation,
      Optional<AccountId> replaced)
      implements Review {

    /** Whether it is a different M1 account than before, without having been declared so. */
    public boolean isRefused() {
      return !newIncarnation
          && account.m1AccountId().isPresent()
          && m1AccountId.isPresent()
          && !isSame();
    }

    /** Whether it is provably the same M1 account as before. */
    public boolean isSame() {
      return m1AccountId.isPresent() && account.m1AccountId().equals(m1AccountId);
    }
  }
}
