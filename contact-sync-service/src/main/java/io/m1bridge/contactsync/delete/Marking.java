package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.DeleteEvent.Marked;
import io.m1bridge.contactsync.delete.DeleteEvent.Refused;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The members join the group. A repeat is harmless: they are merged into the same group again.
 *
 * @param done members, from the first on, that are in the group or refused
 * @param parts the rest
 */
record Marking(int done, Parts parts) implements Step {

  /** So many refused alone, one after the other and none before them taken, are no coincidence. */
  private static final int ENOUGH_ALONE = 3;

  /** All of so many members, in as few calls as possible. */
  static Marking whole(int members) {
    return new Marking(0, Parts.of(members, M1Call.MAX_ROWS));
  }

  @Override
  public Due due(DeleteJob job) {
    return new Due.Mark(job.members().subList(done, done + parts.next()));
  }

  @Override
  public boolean bisects() {
    return parts.sizes().size() > 1;
  }

  @Override
  public DeleteJob on(DeleteJob job, DeleteEvent event, DeleteRules rules, Instant now) {
    if (event instanceof Marked marked) {
      return marked(job, marked.groupId(), now);
    }
    if (event instanceof Refused refused) {
      return refused(job, refused.code(), rules, now);
    }
    if (event instanceof DeleteEvent.NoRoom) {
      // Those in the group wait there; else they wait where their ids may be learned.
      return done == 0 ? job.withMembers(member -> member.as(new Fate.Later(false))) : job;
    }
    if (event instanceof DeleteEvent.Undecided) {
      return without(job, new Fate.Later(false), now);
    }
    if (event instanceof DeleteEvent.NotDone || event instanceof DeleteEvent.Released) {
      return job;
    }
    throw Step.unexpected(this, event);
  }

  private DeleteJob marked(DeleteJob job, OptionalLong groupId, Instant now) {
    DeleteJob named = groupId.isPresent() ? job.inGroup(groupId.getAsLong()) : job;
    Parts rest = parts.withoutNext();
    return rest.done()
        ? listing(named, now)
        : named.at(new Marking(done + parts.next(), rest)).paced(Pace.progress(now));
  }

  private DeleteJob refused(DeleteJob job, String code, DeleteRules rules, Instant now) {
    if (parts.next() > 1) {
      return job.at(new Marking(done, parts.bisected()));
    }
    Member culprit = job.members().get(done);
    DeleteJob without =
        job.withMembers(member -> member == culprit ? member.as(new Fate.Rejected(code)) : member);
    int alone = without.ended();
    if (alone == done + 1 && alone >= ENOUGH_ALONE && parts.sizes().size() > 1) {
      return startOver(job, code, rules, now);
    }
    return without(job, new Fate.Rejected(code), now);
  }

  /** The others go on without the next one, which waits where it waited before the job. */
  private DeleteJob without(DeleteJob job, Fate fate, Instant now) {
    Member next = job.members().get(done);
    DeleteJob others = job.withMembers(member -> member == next ? member.as(fate) : member);
    Parts rest = parts.withoutNext();
    return rest.done() ? listing(others, now) : others.at(new Marking(done + 1, rest));
  }

  /** Nobody passes: it is not these contacts. M1 may want no more groups. */
  private static DeleteJob startOver(DeleteJob job, String code, DeleteRules rules, Instant now) {
    if (job.pace().isOver(rules, now)) {
      return job.withMembers(member -> member.as(new Fate.Rejected(code)));
    }
    return job.withMembers(member -> member.as(new Fate.Unseen()))
        .at(whole(job.members().size()))
        .paced(job.pace().waiting(now));
  }

  /** All that could be marked are in the group. */
  static DeleteJob listing(DeleteJob job, Instant now) {
    if (job.groupId() == null && job.members().stream().anyMatch(one -> !one.isEnded())) {
      return job.at(new Naming()).paced(Pace.progress(now));
    }
    boolean whole = job.way() == Way.BY_GROUP && job.groupId() != null;
    return job.at(whole ? new Counting(false) : Listing.first(job)).paced(Pace.progress(now));
  }
}
