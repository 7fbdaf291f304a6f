package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.DeleteEvent.Deleted;
import io.m1bridge.contactsync.delete.DeleteEvent.Refused;
import io.m1bridge.contactsync.delete.DeleteEvent.Released;
import java.time.Instant;
import java.util.List;

/**
 * What M1 showed is deleted by id. Whatever it answers, what it shows afterwards decides what is
 * gone.
 *
 * @param ids still to be deleted
 * @param parts the calls that do it
 * @param damaged unreadable rows of the listing that showed them
 * @param bisects whether M1 refused them together and did nothing: the culprit is looked for
 */
record Deleting(List<Long> ids, Parts parts, int damaged, boolean bisects) implements Step {

  Deleting {
    ids = List.copyOf(ids);
  }

  @Override
  public Due due(DeleteJob job) {
    return new Due.Delete(current());
  }

  private List<Long> current() {
    return ids.subList(0, parts.next());
  }

  @Override
  public DeleteJob on(DeleteJob job, DeleteEvent event, DeleteRules rules, Instant now) {
    List<Long> sent = current();
    if (event instanceof Deleted) {
      boolean first = job.members().stream().anyMatch(member -> isNews(member, sent));
      DeleteJob after = next(job.withMembers(member -> member.deleted(sent)));
      return first ? after.paced(Pace.progress(now)) : after;
    }
    if (event instanceof Refused refused) {
      return refused(job, sent, refused.code());
    }
    if (event instanceof Released) {
      return next(job.withMembers(member -> member.inDoubt(sent)));
    }
    if (event instanceof DeleteEvent.Undecided) {
      // It may be gone all the same: some refuse ids that are not there.
      return job.way() == Way.BY_ID
          ? job.withMembers(member -> member.isAmong(sent) ? member.later() : member)
          : next(job.withMembers(member -> member.inDoubt(sent)));
    }
    if (event instanceof DeleteEvent.NotDone) {
      return job;
    }
    throw Step.unexpected(this, event);
  }

  private DeleteJob refused(DeleteJob job, List<Long> sent, String code) {
    if (sent.size() == 1) {
      return next(job.withMembers(member -> member.refused(sent.get(0), code)));
    }
    if (bisects) {
      return job.at(new Deleting(ids, parts.bisected(), damaged, true));
    }
    // Some refuse a call for one id that is gone, and delete the others all the same.
    DeleteJob doubtful = job.withMembers(member -> member.inDoubt(sent));
    return doubtful.at(proof(doubtful, sent.size()));
  }

  private Step proof(DeleteJob job, int refused) {
    return job.way() == Way.BY_ID ? Looking.after(job) : Listing.afterDelete(job, damaged, refused);
  }

  /** M1 may accept the same delete for ever without effect: only the first one is progress. */
  private static boolean isNews(Member member, List<Long> sent) {
    return member.isAmong(sent) && !(member.fate() instanceof Fate.Deleted);
  }

  private DeleteJob next(DeleteJob job) {
    Parts rest = parts.withoutNext();
    return rest.done()
        ? job.at(proof(job, 0))
        : job.at(new Deleting(ids.subList(parts.next(), ids.size()), rest, damaged, bisects));
  }
}
