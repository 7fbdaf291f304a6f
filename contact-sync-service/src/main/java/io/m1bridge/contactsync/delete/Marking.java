package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.DeleteEvent.Marked;
import io.m1bridge.contactsync.delete.DeleteEvent.Refused;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The members join the group. A repeat is harmless: they are merged into the same group again.
 *
 * @param done members, from the first on, that are in the group or refused
 * @param parts the rest
 */
record Marking(int done, Parts parts) implements Step {

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
      return marked(job, marked.groupId(), rules, now);
    }
    if (event instanceof Refused refused) {
      return refused(job, refused.code(), now);
    }
    if (event instanceof DeleteEvent.NotDone || event instanceof DeleteEvent.Released) {
      return job;
    }
    throw Step.unexpected(this, event);
  }

  private DeleteJob marked(DeleteJob job, OptionalLong groupId, DeleteRules rules, Instant now) {
    DeleteJob named = groupId.isPresent() ? job.inGroup(groupId.getAsLong()) : job;
    if (named.groupId() == null) {
      // Nothing can be listed without the group's id: asked again by marking again.
      return job.waitOrExpire(rules, now);
    }
    return next(named, done + parts.next(), parts.withoutNext(), now);
  }

  private DeleteJob refused(DeleteJob job, String code, Instant now) {
    if (parts.next() > 1) {
      return job.at(new Marking(done, parts.bisected()));
    }
    Member culprit = job.members().get(done);
    DeleteJob without =
        job.withMembers(member -> member == culprit ? member.as(new Fate.Rejected(code)) : member);
    return next(without, done + 1, parts.withoutNext(), now);
  }

  private static DeleteJob next(DeleteJob job, int done, Parts rest, Instant now) {
    return rest.done()
        ? job.at(Listing.first(job)).paced(Pace.progress(now))
        : job.at(new Marking(done, rest)).paced(Pace.progress(now));
  }
}
