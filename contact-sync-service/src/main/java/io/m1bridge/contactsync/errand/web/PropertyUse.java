package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.AccountId;
import java.util.Set;

/** What of this deployment uses a custom property. */
interface PropertyUse {

  /** Topics whose mapping writes it. */
  Set<String> topics(String label);

  /** Whether contacts of the account are known by it. */
  boolean isIdentity(AccountId account, String label);

  /** Contacts that have a value of it, as far as we know. */
  Holders holders(AccountId account, String label);

  /**
   * How many.
   *
   * @param whole whether all contacts were looked at: there are none beside them
   */
  record Holders(long contacts, boolean whole) {}
}
