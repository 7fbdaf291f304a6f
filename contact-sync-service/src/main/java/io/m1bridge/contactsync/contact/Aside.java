package io.m1bridge.contactsync.contact;

/**
 * Why a contact queues beside its lane, so that others do not wait for it.
 *
 * @param kind what it waits for
 * @param name tells apart what waits for the same kind of thing
 */
public record Aside(Kind kind, String name) {

  /** Its custom properties are looked up or created. */
  public static final Aside LABELS = new Aside(Kind.LABELS, "labels");

  /** M1 has no property for one of its labels: looked for again every few minutes. */
  public static final Aside PROPERTY_MISSING = new Aside(Kind.PROPERTY_MISSING, "property-missing");

  /** It joins many groups that hardly anybody else joins: one call each. */
  public static final Aside JOINS = new Aside(Kind.JOINS, "joins");

  /** What a contact waits for beside its lane. */
  public enum Kind {
    /** The batch it was in was refused: see {@link #half}. */
    BISECT,
    LABELS,
    PROPERTY_MISSING,
    JOINS
  }

  /**
   * A half of a refused batch: its contacts are sent again only with each other, until the culprit
   * stands alone. The call's id keeps the halves of several calls apart.
   */
  public static Aside half(String callId, int which) {
    return new Aside(Kind.BISECT, callId + "-" + which);
  }
}
