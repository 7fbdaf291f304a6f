package io.m1bridge.edm.poll;

import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.session.WholeList;
import java.util.List;

/**
 * The whole list of a campaign, read in parts.
 *
 * @param parts with no row in common
 */
record ReadLists(List<WholeList> parts) {

  /** How many of its rows are listed otherwise than they were published. */
  long changed() {
    return parts.stream().mapToLong(WholeList::changed).sum();
  }

  /** How many of its rows are of this core. */
  int listed(RowCore core) {
    return parts.stream().mapToInt(part -> part.listed(core)).sum();
  }
}
