package io.m1bridge.contactsync.delete;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Deletes contacts. Where M1 has not told their ids they join a fresh group, the group is listed,
 * what it shows is deleted by id, and the group is listed again; {@link Way} has the others. A
 * contact is gone when M1 no longer shows it, not when a list was short. Immutable; on record after
 * each step.
 *
 * <p>Why: {@code docs/rationale.md#a-delete-is-proven-by-lists}.
 *
 * @param id also the in-flight mark of its contacts
 * @param group name of the marked group
 * @param groupId M1's id of it; null before M1 told it
 * @param way how its members go
 * @param ordered whether a person ordered each of its deletes; not so on records of before
 * @param members what is not settled yet
 * @param pageLimit the most rows that M1 lets one page ask for, as far as known
 * @param lastDelete the last call that deleted; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeleteJob(
    String id,
    AccountId account,
    String group,
    @Nullable Long groupId,
    Way way,
    boolean ordered,
    List<Member> members,
    Step step,
    Pace pace,
    int pageLimit,
    @Nullable DeleteCall lastDelete) {

  DeleteJob {
    // On record since before there were others.
    way = way == null ? Way.MARKED : way;
    members = List.copyOf(members);
  }

  /** A job that begins; it has 1 to {@link M1Call#MAX_ROWS} members. */
  static DeleteJob begin(
      String id,
      AccountId account,
      String group,
      Way way,
      boolean ordered,
      List<Member> members,
      Instant now) {
    DeleteJob job =
        new DeleteJob(
            id,
            account,
            group,
            null,
            way,
            ordered,
            members,
            way == Way.BY_ID ? Looking.before(members) : Marking.whole(members.size()),
            Pace.progress(now),
            M1Call.MAX_PAGE,
            null);
    return way == Way.BY_ID ? job : job.withMembers(member -> member.as(new Fate.Unseen()));
  }

  /** A call by which ids are deleted. */
  record DeleteCall(String callId, int rows) {}

  /**
   * What came of an event.
   *
   * @param job with what is left; without members it is over
   * @param settled contacts that no member is left of
   */
  record Advance(DeleteJob job, List<Settled> settled) {

    /** Contacts that wait where they waited before the job. */
    long later() {
      return settled.stream()
          .filter(one -> one.members().stream().anyMatch(m -> m.fate() instanceof Fate.Later))
          .count();
    }
  }

  /** A contact that the job is done with: all its addresses, each with its end. */
  record Settled(String key, List<Member> members) {}

  /** Takes in how the due call ended. */
  Advance on(DeleteEvent event, DeleteRules rules, Instant now) {
    return step.on(this, event, rules, now).settle(now);
  }

  /** The call to make next. */
  Due due() {
    return step.due(this);
  }

  /** Whether nothing is left to do. */
  @JsonIgnore
  boolean isOver() {
    return members.isEmpty();
  }

  /** Whether it waits for M1's lists to catch up. */
  boolean isWaiting(Instant now) {
    return now.isBefore(pace.notBefore());
  }

  /** While members are marked they keep their places; a contact leaves with all its addresses. */
  private Advance settle(Instant now) {
    boolean places = step instanceof Marking && ended() < members.size();
    if (places) {
      return new Advance(this, List.of());
    }
    if (isLookedAt() && members.stream().anyMatch(one -> one.isKeyed() && !one.isEnded())) {
      // No mark would find them: they wait until a list tells their ids anew.
      return withMembers(one -> one.isEnded() ? one : one.later()).settle(now);
    }
    Map<String, List<Member>> byKey = new LinkedHashMap<>();
    members.forEach(
        member -> byKey.computeIfAbsent(member.key(), key -> new ArrayList<>()).add(member));
    List<Settled> settled = new ArrayList<>();
    List<Member> open = new ArrayList<>();
    byKey.forEach(
        (key, all) -> {
          if (all.stream().allMatch(Member::isEnded)) {
            settled.add(new Settled(key, List.copyOf(all)));
          } else {
            open.addAll(all);
          }
        });
    DeleteJob left = settled.isEmpty() ? this : withMembers(open);
    boolean looked = isLookedAt() && !open.isEmpty();
    return new Advance(looked ? left.markedAnew(now) : left, settled);
  }

  private boolean isLookedAt() {
    return step instanceof Looking looking && looking.isOver();
  }

  /** What is left begins anew, in a marked group. */
  DeleteJob markedAnew(Instant now) {
    return by(Way.MARKED)
        .withoutGroup()
        .withMembers(member -> member.as(new Fate.Unseen()))
        .at(Marking.whole(members.size()))
        .paced(Pace.progress(now));
  }

  int ended() {
    return (int) members.stream().filter(Member::isEnded).count();
  }

  int unseen() {
    return (int) members.stream().filter(Member::isUnseen).count();
  }

  /** What the member with this id is known by. */
  Identity by(long memberId) {
    return members.stream()
        .filter(one -> one.ids().contains(memberId))
        .map(one -> Identity.ofAddress(one.email()))
        .findFirst()
        .orElse(Identity.EMAIL);
  }

  /** M1's id of the group that its members stand in. */
  long knownGroup() {
    if (groupId == null) {
      throw new IllegalStateException("A group is asked for that was not marked");
    }
    return groupId;
  }

  DeleteJob by(Way next) {
    return new DeleteJob(
        id, account, group, groupId, next, ordered, members, step, pace, pageLimit, lastDelete);
  }

  DeleteJob withoutGroup() {
    return new DeleteJob(
        id, account, group, null, way, ordered, members, step, pace, pageLimit, lastDelete);
  }

  DeleteJob at(Step next) {
    return new DeleteJob(
        id, account, group, groupId, way, ordered, members, next, pace, pageLimit, lastDelete);
  }

  DeleteJob paced(Pace next) {
    return new DeleteJob(
        id, account, group, groupId, way, ordered, members, step, next, pageLimit, lastDelete);
  }

  DeleteJob inGroup(long known) {
    return new DeleteJob(
        id, account, group, known, way, ordered, members, step, pace, pageLimit, lastDelete);
  }

  DeleteJob withPageLimit(int most) {
    return new DeleteJob(
        id, account, group, groupId, way, ordered, members, step, pace, most, lastDelete);
  }

  DeleteJob withMembers(List<Member> next) {
    return new DeleteJob(
        id, account, group, groupId, way, ordered, next, step, pace, pageLimit, lastDelete);
  }

  DeleteJob withMembers(UnaryOperator<Member> change) {
    return withMembers(members.stream().map(change).toList());
  }

  /** The due delete is about to be made by this call. */
  DeleteJob deletedBy(DeleteCall call) {
    return new DeleteJob(
        id, account, group, groupId, way, ordered, members, step, pace, pageLimit, call);
  }

  /** The same step later, or the end of what it could not settle. */
  DeleteJob waitOrExpire(DeleteRules rules, Instant now) {
    return pace.isOver(rules, now) ? withMembers(Member::expired) : paced(pace.waiting(now));
  }

  @Override
  public String toString() {
    return "DeleteJob[" + id + ", " + step.getClass().getSimpleName() + ", " + members.size() + "]";
  }
}
