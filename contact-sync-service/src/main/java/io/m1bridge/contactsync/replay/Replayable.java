package io.m1bridge.contactsync.replay;

import java.util.Set;

/**
 * Which letters a replay is for: the owner of their contact could not read the change, and
 * remembers that nothing followed it. What was put aside at intake no owner ever knew; what M1 or a
 * person refused was taken, and is over. Neither can be told from data that is out of date.
 *
 * <p>Why: {@code
 * docs/rationale.md#a-replay-takes-what-was-put-aside-since-the-last-change-that-was-taken}.
 */
final class Replayable {

  /**
   * Codes of {@code docs/reason-codes.md} that are given by the owner, before a change is taken.
   */
  static final Set<String> REASONS =
      Set.of(
          "type-unknown",
          "data-missing",
          "data-unreadable",
          "data-wrapped",
          "email-missing",
          "identity-missing",
          "field-invalid",
          "option-unknown",
          "truncate-refused",
          "value-unavailable",
          "contact-unknown",
          "identity-changed",
          "too-many-labels",
          "too-many-groups",
          "contact-too-large",
          "internal-error");

  private Replayable() {}

  static boolean is(String reason) {
    return REASONS.contains(reason);
  }
}
