package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.Fate.Deleted;
import io.m1bridge.contactsync.delete.Fate.InDoubt;
import io.m1bridge.contactsync.delete.Fate.Refused;
import io.m1bridge.contactsync.delete.Fate.Shown;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a listing that was read through means for each member, and for the job.
 *
 * @param pass the listing with all that it showed
 * @param whole whether it was read to an empty page: only then is what it does not show gone
 */
record PassEnd(Listing pass, boolean whole) {

  /** After so many fruitless listings what M1 has deleted and still shows is deleted again. */
  static final int STALE_ROUNDS = 3;

  DeleteJob of(DeleteJob before, DeleteRules rules, Instant now) {
    boolean proves = whole && pass.showsEverybody();
    DeleteJob job = before.withMembers(member -> settled(member, proves, rules));
    if (job.ended() > before.ended()) {
      job = job.paced(Pace.progress(now));
    }
    List<Long> ids = ids(job, member -> member.fate() instanceof Shown);
    if (!ids.isEmpty()) {
      return deleting(job, ids);
    }
    if (job.pace().isOver(rules, now)) {
      return job.withMembers(Member::expired);
    }
    if (!pass.afterDelete() && job.pace().round() >= STALE_ROUNDS) {
      List<Long> again =
          ids(job, member -> member.fate() instanceof Deleted && member.isAmong(pass.rows()));
      if (!again.isEmpty()) {
        return deleting(job, again);
      }
    }
    return job.at(pass.again(job, whole)).paced(job.pace().waiting(now));
  }

  private Member settled(Member member, boolean proves, DeleteRules rules) {
    boolean shown = member.isAmong(pass.rows());
    if (member.isEnded() || member.isUnseen()) {
      return member;
    }
    if (shown && rules.stays().test(member)) {
      return member.as(new Fate.Kept());
    }
    if (shown && member.fate() instanceof InDoubt doubtful) {
      return member.as(new Shown(doubtful.ids()));
    }
    // One that was refused because it is gone may be shown for a while, since lists lag: what stays
    // refused is rejected when patience ends.
    boolean attempted =
        member.fate() instanceof Deleted
            || member.fate() instanceof InDoubt
            || member.fate() instanceof Refused;
    return attempted && !shown && proves ? member.as(new Fate.Gone()) : member;
  }

  private static List<Long> ids(DeleteJob job, Predicate<Member> which) {
    return job.members().stream()
        .filter(which)
        .flatMap(member -> member.ids().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private DeleteJob deleting(DeleteJob job, List<Long> ids) {
    boolean bisects = pass.refused() > 0 && ids.size() >= pass.refused();
    int most = bisects ? (pass.refused() + 1) / 2 : M1Call.MAX_ROWS;
    return job.at(new Deleting(ids, Parts.of(ids.size(), most), pass.damaged(), bisects));
  }
}
