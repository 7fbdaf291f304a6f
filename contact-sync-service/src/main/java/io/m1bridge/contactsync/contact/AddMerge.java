package io.m1bridge.contactsync.contact;

/**
 * What we take an add (opType 2) to do to a contact that M1 has already; M1's page leaves it open.
 *
 * <p>Why: {@code docs/rationale.md#what-an-add-does-is-assumed-doubt-is-kept-per-field}.
 */
public enum AddMerge {
  /** The value sent wins: an accepted add acknowledges what it carried. */
  NEW_WINS,
  /** Nobody knows: an accepted add acknowledges nothing but the contact, and an edit follows. */
  UNKNOWN
}
