package io.m1bridge.contactsync.errand;

import io.m1bridge.contactsync.call.CallEnd;

/** What became of an {@link Errand}. */
public sealed interface Reply {

  /** Its call was planned, and ended so. */
  record Ended(CallEnd end) implements Reply {}

  /**
   * No call was planned for it.
   *
   * @param why for people; no contact data
   * @param lasting whether it stays so until a person does something
   */
  record NotPlanned(String why, boolean lasting) implements Reply {}
}
