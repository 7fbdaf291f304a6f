package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;

/**
 * What is kept of an account. What is wrong with it is not: that passes.
 *
 * @param m1BehindMs by how many milliseconds M1's times are behind ours, as far as seen; not
 *     negative
 */
public record AccountState(AccountDescriptor descriptor, long m1BehindMs) {

  static AccountState of(AccountDescriptor descriptor) {
    return new AccountState(descriptor, 0);
  }
}
