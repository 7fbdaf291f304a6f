package io.m1bridge.contactsync.replay;

import java.util.Set;

/**
 * Which letters a replay is for: those that were put aside before their change was taken, by the
 * owner of their contact or at intake; the owner knows whether a newer change followed. What M1 or
 * a person refused was taken, and is over.
 *
 * <p>Why: {@code docs/rationale.md#a-replay-takes-what-nothing-newer-followed}.
 */
final class Replayable {

  /** Codes of {@code docs/reason-codes.md} that are given before a change is taken. */
  static final Set<String> REASONS =
      Set.of(
          "change-too-large",
          "header-ambiguous",
          "header-missing",
          "header-invalid",
          "event-unreadable",
          "account-missing",
          "account-invalid",
          "account-contradicted",
          "delete-without-account",
          "key-missing",
          "key-invalid",
          "schema-unknown",
          "avro-unreadable",
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

  /** Those of them that are given before it is known whether a record moves a contact. */
  private static final Set<String> WHOLE =
      Set.of("change-too-large", "schema-unknown", "avro-unreadable");

  private Replayable() {}

  /**
   * Whether the delete that a record is besides, where it moves a contact between accounts, was put
   * aside with it: else it went its own way.
   */
  static boolean isWithLeft(String reason) {
    return WHOLE.contains(reason);
  }

  static boolean is(String reason) {
    return REASONS.contains(reason);
  }
}
