package io.m1bridge.token.refresh;

import io.m1bridge.m1.AccountId;

/** Brings the end of a POST to the account's new owner. */
@FunctionalInterface
public interface HandOver {

  /**
   * @return whether the new owner has stored it, or has no use for it
   */
  boolean deliver(AccountId account, RefreshEnd end);
}
