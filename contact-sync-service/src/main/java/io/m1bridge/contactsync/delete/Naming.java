package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.DeleteEvent.Named;
import java.time.Instant;

/**
 * All members are marked, and M1 did not say which id their group has: its list of groups does.
 * Lists lag, so that the group is looked for again with growing pauses.
 */
record Naming() implements Step {

  @Override
  public Due due(DeleteJob job) {
    return new Due.FindGroup(job.group());
  }

  @Override
  public boolean bisects() {
    return false;
  }

  @Override
  public DeleteJob on(DeleteJob job, DeleteEvent event, DeleteRules rules, Instant now) {
    if (event instanceof Named named && named.groupId().isPresent()) {
      return Marking.listing(job.inGroup(named.groupId().getAsLong()), now);
    }
    return event instanceof DeleteEvent.NotDone && !job.pace().isOver(rules, now)
        ? job
        : job.waitOrExpire(rules, now);
  }
}
