package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;

/**
 * What is kept of an account.
 *
 * @param forbidden M1 refused this account the API (E10102): nothing is asked until its descriptor
 *     changes
 */
public record AccountState(AccountDescriptor descriptor, boolean forbidden) {

  /** Whether calls may be made for it. */
  boolean pollable() {
    return descriptor.state() == AccountDescriptor.State.AUTHORIZED && !forbidden;
  }
}
