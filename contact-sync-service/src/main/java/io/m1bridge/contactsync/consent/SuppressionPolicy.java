package io.m1bridge.contactsync.consent;

/** What becomes of a contact whose person is not to be mailed. */
public enum SuppressionPolicy {
  /** It is not added, nor moved to another address; the change ends as blocked. */
  BLOCK,
  /** It is added, and joins the group that campaigns leave out. */
  DO_NOT_MAIL_GROUP,
  /** It is added like any other. */
  ALLOW;

  /** Whether {@code edm.suppressions} has to be read for it. */
  public boolean readsSuppressions() {
    return this != ALLOW;
  }
}
