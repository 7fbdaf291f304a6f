package io.m1bridge.simulator.edm;

/**
 * One row, with its whole life.
 *
 * @param sequence number within the campaign; M1 shows nothing like it
 * @param kind what happened
 * @param email the recipient
 * @param eventAt when, epoch ms, whole seconds
 * @param clickName name of the link, or empty
 * @param clickUrl address of the link, or empty
 * @param reader where and with what
 * @param visibleAt from when M1 shows the row, epoch ms
 * @param vanishesAt from when M1 no longer shows it, epoch ms
 * @param movesAt from when M1 shows it under another time, epoch ms
 * @param movedTo that other time, epoch ms
 * @param change what else M1 changes in it later
 */
record EngagementRow(
    long sequence,
    RowKind kind,
    String email,
    long eventAt,
    String clickName,
    String clickUrl,
    Reader reader,
    long visibleAt,
    long vanishesAt,
    long movesAt,
    long movedTo,
    RowChange change) {
  /** For what does not happen to a row. */
  static final long NEVER = Long.MAX_VALUE;

  boolean visible(long now) {
    return visibleAt <= now && now < vanishesAt;
  }

  long eventAt(long now) {
    return now >= movesAt ? movedTo : eventAt;
  }

  /** When next this row changes what M1 shows. */
  long nextChange(long now) {
    long next = NEVER;
    for (long at : new long[] {visibleAt, vanishesAt, movesAt}) {
      if (at > now && at < next) {
        next = at;
      }
    }
    return next;
  }

  /** Redacted: contact data. */
  @Override
  public String toString() {
    return "EngagementRow[" + sequence + ", " + kind + "]";
  }
}
