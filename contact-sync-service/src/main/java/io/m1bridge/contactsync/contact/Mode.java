package io.m1bridge.contactsync.contact;

/** What an account's contacts in M1 are to become. */
public enum Mode {
  /** What the CRM has, and nothing that it deleted. */
  MIRROR,
  /**
   * What the CRM has; nothing is ever deleted in M1, also no address that a contact had before. A
   * delete ends as blocked. Who takes an address that another contact left meets there what that
   * one left.
   */
  UPSERT
}
