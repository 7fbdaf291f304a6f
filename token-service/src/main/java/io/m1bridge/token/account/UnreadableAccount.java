package io.m1bridge.token.account;

import io.m1bridge.m1.AccountId;

/**
 * The account has a record that cannot be read, mostly since its key is missing for now. It is left
 * as it is: written over, its grant would be lost for good. Only removing the account replaces it.
 */
public final class UnreadableAccount extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * @param why quotes nothing of the record
   */
  UnreadableAccount(AccountId id, String why) {
    super("The record of account " + id + " cannot be read: " + why);
    this.why = why;
  }

  /** What is wrong with the record. */
  public String why() {
    return why;
  }
}
