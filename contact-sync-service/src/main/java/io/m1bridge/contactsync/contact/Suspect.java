package io.m1bridge.contactsync.contact;

/**
 * Marks a contact whose batch was refused: it is sent again only with the others of its part, until
 * the culprit stands alone.
 *
 * @param part names the part; parts of parts have longer names
 */
public record Suspect(String part) {

  /** The part's first or second half. */
  public Suspect half(int which) {
    return new Suspect(part + "-" + which);
  }
}
