package io.m1bridge.edm.poll;

/**
 * What is kept of a campaign's rows that left its ledger.
 *
 * @param rows what they add up to
 */
public record PutAway(RowSum rows, Stage stage) {

  /** How far it is. */
  public enum Stage {
    /** Some may be in the ledger yet. */
    BEGUN,
    /** They can be read back from {@code edm.engagement}. */
    DONE,
    /** They cannot: that does not hold all of them any more. */
    LOST
  }

  static final PutAway NOTHING_YET = new PutAway(RowSum.NONE, Stage.BEGUN);

  /** These left as well; none of them means that no more are left. */
  PutAway plus(RowSum more) {
    return new PutAway(rows.plus(more), more.rows() == 0 ? Stage.DONE : Stage.BEGUN);
  }

  PutAway lost() {
    return new PutAway(rows, Stage.LOST);
  }
}
