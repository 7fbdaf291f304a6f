package io.m1bridge.contactsync.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pass has found so far.
 *
 * @param rows that M1 listed
 * @param compared contacts of the CRM among them that could be compared: nothing was on its way
 * @param differing those of them of which a field, or a group, is known to differ
 * @param missing contacts that M1 acknowledged and is known not to list
 * @param foreign rows that are no contacts of the CRM
 * @param damaged rows that could not be read
 * @param unrecognized rows that are no contacts of the CRM, where those are not known by their
 *     email
 */
record Tally(
    long rows,
    long compared,
    long differing,
    long missing,
    long foreign,
    long damaged,
    long unrecognized) {

  private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);

  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

  Tally plus(Tally more) {
    return new Tally(
        rows + more.rows,
        compared + more.compared,
        differing + more.differing,
        missing + more.missing,
        foreign + more.foreign,
        damaged + more.damaged,
        unrecognized + more.unrecognized);
  }

  /**
   * Whether rows were listed, and none of a contact of ours: lists hide what those are known by, or
   * show it otherwise.
   */
  @JsonIgnore
  boolean isBlind() {
    return unrecognized > 0 && unrecognized + damaged >= rows;
  }

  /**
   * Writes to the log what a pass that ended so has found.
   *
   * @param cut why it ended early; null if it did not
   */
  void say(AccountId account, Pass.Stage end, Pass.@Nullable Cut cut) {
    LogLine line = missing + differing > 0 ? LogLine.warn(LOG) : LogLine.info(LOG);
    if (cut != null) {
      line.with(LogKey.REASON, cut.words());
    }
    line.with(LogKey.ACCOUNT_ID, account)
        .with(LogKey.OUTCOME, end)
        .with(LogKey.ROWS, rows)
        .with(LogKey.COMPARED, compared)
        .with(LogKey.DIFFERING, differing)
        .with(LogKey.MISSING, missing)
        .say("What M1 lists was compared with what it acknowledged");
  }
}
