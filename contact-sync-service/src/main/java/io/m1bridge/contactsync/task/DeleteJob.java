package io.m1bridge.contactsync.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.m1.AccountId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deleting contacts whose ids M1 has not told: they join a fresh group, that group is listed, and
 * what is found there under their addresses is deleted by id. One job per account at a time, so
 * that deletes gather meanwhile.
 *
 * @param id also the in-flight mark of its contacts
 * @param members what is to go: one row per contact and address
 * @param group name of the marked group
 * @param groupId M1's id of it; null before it is marked
 * @param page the next page to list, from 1
 * @param ids what was found so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeleteJob(
    String id,
    AccountId account,
    List<SentRow> members,
    String group,
    Phase phase,
    @Nullable Long groupId,
    int page,
    Set<Long> ids) {

  DeleteJob {
    members = List.copyOf(members);
    ids = Set.copyOf(ids);
  }

  enum Phase {
    MARK,
    LIST,
    DELETE
  }

  DeleteJob marked(long id) {
    return new DeleteJob(this.id, account, members, group, Phase.LIST, id, 1, ids);
  }

  DeleteJob listed(Set<Long> more, boolean last) {
    Set<Long> all = new LinkedHashSet<>(ids);
    all.addAll(more);
    Phase next = last ? Phase.DELETE : Phase.LIST;
    return new DeleteJob(id, account, members, group, next, groupId, page + 1, all);
  }

  DeleteJob withoutIds(List<Long> gone) {
    Set<Long> rest = new LinkedHashSet<>(ids);
    gone.forEach(rest::remove);
    return new DeleteJob(id, account, members, group, phase, groupId, page, rest);
  }

  @Override
  public String toString() {
    return "DeleteJob[" + id + ", " + phase + ", " + members.size() + " members]";
  }
}
