package io.m1bridge.contactsync.change;

/**
 * Why a change cannot be taken, for a person who can act on it. Never quotes what was sent, but for
 * the name of a field.
 *
 * @param code constant, for filters and metrics
 * @param advice what is wrong and what to do
 */
public record Problem(String code, String advice) {

  public static Problem of(Reason reason, String advice) {
    return new Problem(reason.code(), advice);
  }

  /**
   * A field that cannot be taken.
   *
   * @param name as the CRM wrote it: {@code email}, {@code custom.Level}
   * @param what follows the name
   */
  public static Problem field(String name, String what) {
    return of(Reason.FIELD_INVALID, "Field '" + name + "' " + what);
  }

  /** To leave a reader by. */
  public BadChange thrown() {
    return new BadChange(this);
  }
}
