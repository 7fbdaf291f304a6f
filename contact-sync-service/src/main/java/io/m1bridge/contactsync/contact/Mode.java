package io.m1bridge.contactsync.contact;

import java.util.Locale;

/** What an account's contacts in M1 are to become. */
public enum Mode {
  /** What the CRM has, and nothing that it deleted. */
  MIRROR,
  /**
   * What the CRM has; nothing is ever deleted in M1, also no address that a contact had before. A
   * delete ends as blocked. Who takes an address that another contact left meets there what that
   * one left.
   */
  UPSERT,
  /**
   * As {@link #UPSERT}, and no contact comes to stand in M1: only those are written that M1
   * acknowledged before, by an earlier mode. Changes of all others end as blocked.
   */
  UPDATE_ONLY,
  /**
   * As {@link #UPSERT}, and whoever stands in M1 stays as it is. M1 has no call that adds an
   * address unless it is there, so its lists tell who is, before anybody is added. What would
   * change a contact that M1 has ends as blocked; only groups are joined by those that were added
   * so.
   */
  ADD_ONLY;

  /** Whether what the CRM deleted is deleted in M1. */
  public boolean deletes() {
    return this == MIRROR;
  }

  /** Whether a contact may come to stand in M1 under an address that it is not known to have. */
  public boolean adds() {
    return this != UPDATE_ONLY;
  }

  /** Whether a contact that stands in M1 is changed there; else lists tell first who does. */
  public boolean edits() {
    return this != ADD_ONLY;
  }

  /** Whether a contact that stands in M1 may come to stand under another address. */
  public boolean moves() {
    return adds() && edits();
  }

  /** As it is written in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
