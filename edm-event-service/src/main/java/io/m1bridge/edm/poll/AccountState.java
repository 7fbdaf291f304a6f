package io.m1bridge.edm.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.AccountDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an account. What is wrong with it is not: that passes.
 *
 * @param m1BehindMs by how many milliseconds M1's times are behind ours, as far as seen; not
 *     negative
 * @param backfill the last that was ordered; null if none was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountState(
    AccountDescriptor descriptor, long m1BehindMs, @Nullable Backfill backfill) {

  static AccountState of(AccountDescriptor descriptor) {
    return new AccountState(descriptor, 0, null);
  }
}
