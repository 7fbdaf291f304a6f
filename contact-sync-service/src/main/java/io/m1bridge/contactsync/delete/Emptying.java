package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.DeleteEvent.Deleted;
import io.m1bridge.contactsync.delete.DeleteEvent.NoSuch;
import io.m1bridge.contactsync.delete.DeleteEvent.NotDone;
import io.m1bridge.contactsync.delete.DeleteEvent.Told;
import java.time.Instant;

/**
 * The group is deleted with its contacts, and one of them, who was shown in it, is asked for: gone
 * with it, so are the others. Whatever else M1 answers has all of them marked anew.
 *
 * @param sample M1's id of that one
 * @param emptied whether M1 took the delete
 */
record Emptying(long sample, boolean emptied) implements Step {

  @Override
  public Due due(DeleteJob job) {
    return emptied
        ? new Due.Look(sample)
        : new Due.Empty(job.knownGroup(), job.members().size() - job.ended());
  }

  @Override
  public boolean bisects() {
    return false;
  }

  @Override
  public DeleteJob on(DeleteJob job, DeleteEvent event, DeleteRules rules, Instant now) {
    if (!emptied) {
      if (event instanceof Deleted) {
        return job.at(new Emptying(sample, true)).paced(Pace.progress(now));
      }
      // Somebody may join it until the next try.
      return event instanceof NotDone ? job.at(new Counting(false)) : job.markedAnew(now);
    }
    if (event instanceof NoSuch) {
      return job.withoutGroup()
          .withMembers(member -> member.isEnded() ? member : member.as(new Fate.Gone()));
    }
    if (event instanceof Told && job.pace().round() < PassEnd.STALE_ROUNDS) {
      return job.paced(job.pace().waiting(now));
    }
    return event instanceof NotDone && !job.pace().isOver(rules, now) ? job : job.markedAnew(now);
  }
}
