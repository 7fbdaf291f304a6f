package io.m1bridge.contactsync.reconcile;

/**
 * What a pass has found so far.
 *
 * @param rows that M1 listed
 * @param compared contacts of the CRM among them that could be compared: nothing was on its way
 * @param differing those of them of which a field, or a group, is known to differ
 * @param missing contacts that M1 acknowledged and is known not to list
 * @param foreign rows that are no contacts of the CRM
 * @param damaged rows that could not be read
 */
record Tally(long rows, long compared, long differing, long missing, long foreign, long damaged) {

  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

  Tally plus(Tally more) {
    return new Tally(
        rows + more.rows,
        compared + more.compared,
        differing + more.differing,
        missing + more.missing,
        foreign + more.foreign,
        damaged + more.damaged);
  }
}
