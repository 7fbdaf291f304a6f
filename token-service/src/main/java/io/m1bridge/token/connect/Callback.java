package io.m1bridge.token.connect;

/** How a callback ended. Whatever it is but {@link Confirm}: the account is as it was. */
public sealed interface Callback {

  /** The tokens wait for a person's confirmation. */
  record Confirm() implements Callback {}

  record UsedBefore() implements Callback {}

  /** Nobody declared the account, or it was removed meanwhile. */
  record AccountGone() implements Callback {}

  /**
   * M1 said no.
   *
   * @param error M1's own word, shortened
   */
  record CodeRefused(String error) implements Callback {}

  /** The code never left, or met a gateway: the same callback may come again. */
  record NotReached() implements Callback {}

  /** M1 may have spent the code, and its answer is lost. */
  record Unclear() implements Callback {}
}
