package io.m1bridge.edm.session;

import io.m1bridge.edm.engagement.RowCore;

/** A list that was read to its end. */
public final class WholeList {

  private final Pass pass;

  WholeList(Pass pass) {
    this.pass = pass;
  }

  /** How many of its rows are listed otherwise than they were published: M1 changed them. */
  public long changed() {
    return pass.changed();
  }

  /** How many of its rows are of this core. */
  public int listed(RowCore core) {
    return pass.listed(core);
  }
}
