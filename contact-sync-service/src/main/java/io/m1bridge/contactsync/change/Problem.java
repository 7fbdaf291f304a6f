package io.m1bridge.contactsync.change;

/**
 * Why a change cannot be taken, for a person who can act on it. Never quotes what was sent.
 *
 * @param code constant, for filters and metrics
 * @param advice what is wrong and what to do
 */
public record Problem(String code, String advice) {

  static Problem field(String name, String what) {
    return new Problem("field-invalid", "Field '" + name + "' " + what);
  }
}
