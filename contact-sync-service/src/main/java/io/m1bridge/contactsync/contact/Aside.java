package io.m1bridge.contactsync.contact;

import java.time.Instant;

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

  /** Its add waits until M1's list has told that it is not there. */
  public static final Aside LISTS = new Aside(Kind.LISTS, "lists");

  /** A person has it forgotten. */
  public static final Aside FORGET = new Aside(Kind.FORGET, "forget");

  private static final String DOUBTED = "doubted-";

  /** What a contact waits for beside its lane. */
  public enum Kind {
    /** A part of a refused batch, to be sent again by itself: see {@link #first}. */
    BISECT,
    /** The rest of a refused batch: not sent before its first part has told where to look. */
    BISECT_REST,
    LABELS,
    PROPERTY_MISSING,
    JOINS,
    /** Whether M1 has it, only its list can tell. */
    LISTS,
    /** A person has it forgotten: its delete waits neither for the guard nor for others. */
    FORGET
  }

  /** A half of a batch that was too large: its contacts are sent again only with each other. */
  public static Aside half(String callId, int which) {
    return new Aside(Kind.BISECT, callId + "-" + which);
  }

  /** What is tried first of a refused batch; the call's id keeps the parts of calls apart. */
  public static Aside first(String callId) {
    return new Aside(Kind.BISECT, callId);
  }

  /**
   * What M1 said no to and not why, with nothing that passed since: sent again by itself, after all
   * that was so before.
   */
  public static Aside doubted(Instant now, String callId) {
    return new Aside(Kind.BISECT, DOUBTED + now.toEpochMilli() + "-" + callId);
  }

  /** The same for one of them by itself. */
  public Aside alone() {
    return new Aside(kind, name + "-alone");
  }

  /** Whether it waits for that. */
  public boolean isDoubted() {
    return kind == Kind.BISECT && name.startsWith(DOUBTED);
  }

  /** What is left of a refused batch. */
  public static Aside rest(String callId) {
    return new Aside(Kind.BISECT_REST, callId);
  }
}
