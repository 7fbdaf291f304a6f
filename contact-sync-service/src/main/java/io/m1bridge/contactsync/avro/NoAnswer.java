package io.m1bridge.contactsync.avro;

/** The registry did not say what was asked; it is asked again. */
final class NoAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param why for a person; no secret and no address
   */
  NoAnswer(String why) {
    super(why, null, false, false);
  }

  /** For a person. */
  String why() {
    return String.valueOf(getMessage());
  }
}
