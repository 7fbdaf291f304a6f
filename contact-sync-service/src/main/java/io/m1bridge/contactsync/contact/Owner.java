package io.m1bridge.contactsync.contact;

import java.util.Locale;

/** Who says what a field of a contact holds in M1. */
public enum Owner {
  /** The CRM: M1 shows what it said last, also that there is nothing. */
  CRM,
  /**
   * Whoever works in M1: the CRM's value is never sent, not even with an add of a new contact. No
   * call of M1 adds an address only if it is not there, so that such an add may write over what was
   * typed.
   */
  M1,
  /**
   * Both: a value is sent when the CRM changes it, once, and whatever is typed in M1 afterwards
   * stands. A blank of the CRM says nothing.
   */
  SHARED;

  /** As it is written in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
