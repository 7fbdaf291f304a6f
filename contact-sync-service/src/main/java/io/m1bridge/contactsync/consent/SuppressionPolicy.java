package io.m1bridge.contactsync.consent;

/** What {@code edm.suppressions} means for contacts that are to be added. */
public enum SuppressionPolicy {
  /** A suppressed address is not added, nor moved to; the change ends as blocked. */
  BLOCK,
  /** The topic is not read. */
  ALLOW
}
