package io.m1bridge.contactsync.delete;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.m1bridge.contactsync.delete.DeleteEvent.NoSuch;
import io.m1bridge.contactsync.delete.DeleteEvent.Told;
import io.m1bridge.contactsync.delete.DeleteEvent.Unclear;
import io.m1bridge.contactsync.delete.Fate.Deleted;
import io.m1bridge.contactsync.delete.Fate.Found;
import io.m1bridge.contactsync.delete.Fate.Gone;
import io.m1bridge.contactsync.delete.Fate.Kept;
import io.m1bridge.contactsync.delete.Fate.NotFound;
import io.m1bridge.contactsync.delete.Fate.Shown;
import io.m1bridge.contactsync.delete.Fate.Unseen;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * M1 is asked for each id alone: before a delete, whether it is still this contact's; after it,
 * whether M1 has it no more. An id that showed the contact and that M1 then says it does not have
 * is proof. Whatever else M1 answers leaves the contact to a marked group.
 *
 * @param ids still to be asked for; without any the step is over, and what is left is marked
 * @param afterDelete whether M1 was told to delete them
 */
record Looking(List<Long> ids, boolean afterDelete) implements Step {

  Looking {
    ids = List.copyOf(ids);
  }

  /** Before anything is done. */
  static Looking before(List<Member> members) {
    return new Looking(found(members), false);
  }

  /** After a delete. */
  static Looking after(DeleteJob job) {
    return new Looking(found(job.members()), true);
  }

  private static List<Long> found(List<Member> members) {
    return members.stream().flatMap(member -> member.ids().stream()).sorted().distinct().toList();
  }

  @Override
  public Due due(DeleteJob job) {
    return new Due.Look(ids.get(0));
  }

  @Override
  public boolean bisects() {
    return false;
  }

  @JsonIgnore
  boolean isOver() {
    return ids.isEmpty();
  }

  @Override
  public DeleteJob on(DeleteJob job, DeleteEvent event, DeleteRules rules, Instant now) {
    if (event instanceof DeleteEvent.NotDone || event instanceof DeleteEvent.Released) {
      return job.pace().isOver(rules, now) ? job.at(over()) : job;
    }
    if (!(event instanceof Told || event instanceof NoSuch || event instanceof Unclear)) {
      throw Step.unexpected(this, event);
    }
    Set<Long> asked = Set.of(ids.get(0));
    DeleteJob read =
        job.withMembers(member -> member.isAmong(asked) ? told(member, event, rules) : member);
    List<Long> left = ids.subList(1, ids.size());
    if (!left.isEmpty()) {
      return read.at(new Looking(left, afterDelete));
    }
    return afterDelete ? proven(read, now) : known(read, now);
  }

  private Looking over() {
    return new Looking(List.of(), afterDelete);
  }

  private Member told(Member member, DeleteEvent event, DeleteRules rules) {
    boolean ours =
        event instanceof Told told && rules.isSameAddress(told.row().email(), member.email());
    if (!afterDelete) {
      boolean stays = ours && rules.stays().test(member);
      Fate there = stays ? new Kept() : new Shown(member.ids());
      return member.as(ours ? there : notOurs(member, event));
    }
    if (ours && member.fate() instanceof Deleted) {
      // What M1 shows may be old.
      return member;
    }
    if (ours && member.isKeyed()) {
      // The delete did not land, or was refused with others; no mark finds it, and its id stands.
      return member.as(new Fate.Later(true));
    }
    return member.as(event instanceof NoSuch ? new Gone() : notOurs(member, event));
  }

  /**
   * The id shows another address. Whom no mark finds stands there under a corrected one, maybe: it
   * is not gone when lists no more show the old one.
   */
  private static Fate notOurs(Member member, DeleteEvent event) {
    return event instanceof Told && member.isKeyed() ? new NotFound() : new Unseen();
  }

  /** A contact with an address that is not known for certain goes as a whole, the other way. */
  private DeleteJob known(DeleteJob job, Instant now) {
    Set<String> doubtful =
        job.members().stream()
            .filter(Member::isUnseen)
            .map(Member::key)
            .collect(Collectors.toSet());
    DeleteJob sure =
        job.withMembers(
            member ->
                doubtful.contains(member.key()) && !member.isEnded()
                    ? member.as(new Unseen())
                    : member);
    List<Long> shown = found(sure.members());
    return shown.isEmpty()
        ? sure.at(over())
        : sure.at(new Deleting(shown, Parts.of(shown.size(), M1Call.MAX_ROWS), 0, false))
            .paced(Pace.progress(now));
  }

  private DeleteJob proven(DeleteJob job, Instant now) {
    boolean lags = job.members().stream().anyMatch(member -> member.fate() instanceof Found);
    return lags && job.pace().round() < PassEnd.STALE_ROUNDS
        ? job.at(after(job)).paced(job.pace().waiting(now))
        : job.at(over());
  }
}
