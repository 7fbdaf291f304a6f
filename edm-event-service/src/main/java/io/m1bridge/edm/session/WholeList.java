package io.m1bridge.edm.session;

import io.m1bridge.edm.engagement.RowCore;

/** A list that was read to its end. */
public final class WholeList {

  private final Pass pass;
  private final long surplus;

  WholeList(Pass pass, long surplus) {
    this.pass = pass;
    this.surplus = surplus;
  }

  /** How many of its rows are listed otherwise than they were published: M1 changed them. */
  public long changed() {
    return pass.changed();
  }

  /** From now on those count as not published. */
  public void releaseChanged() {
    pass.releaseChanged();
  }

  /** How many of its rows are of this core. */
  public int listed(RowCore core) {
    return pass.listed(core);
  }

  /** How many of its rows were neither known to be in it nor new. */
  public long surplus() {
    return surplus;
  }
}
