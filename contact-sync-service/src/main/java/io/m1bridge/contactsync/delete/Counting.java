package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.DeleteEvent.Listed;
import io.m1bridge.contactsync.delete.DeleteEvent.Row;
import io.m1bridge.contactsync.delete.DeleteEvent.Sized;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Before a group is deleted with its contacts: M1 counts exactly those that were put into it, and a
 * page of it shows nobody else. Where it does not, the group is listed whole and its contacts go by
 * id.
 *
 * <p>Why: {@code docs/rationale.md#a-group-goes-with-its-contacts-only-where-that-is-set}.
 *
 * @param sized whether the count was right, so that the page is due
 */
record Counting(boolean sized) implements Step {

  @Override
  public Due due(DeleteJob job) {
    long groupId = job.knownGroup();
    return sized
        ? new Due.ListGroup(groupId, 1, job.pageLimit())
        : new Due.Size(groupId, job.group());
  }

  @Override
  public boolean bisects() {
    return false;
  }

  @Override
  public DeleteJob on(DeleteJob job, DeleteEvent event, DeleteRules rules, Instant now) {
    if (event instanceof DeleteEvent.NotDone || event instanceof DeleteEvent.Released) {
      return job.pace().isOver(rules, now) ? safely(job) : job;
    }
    Set<String> marked =
        job.members().stream()
            .filter(member -> !member.isEnded())
            .map(member -> rules.canonical().apply(member.email()))
            .collect(Collectors.toSet());
    if (event instanceof Sized size) {
      boolean exact = size.contacts().isPresent() && size.contacts().getAsLong() == marked.size();
      return exact ? job.at(new Counting(true)) : safely(job);
    }
    if (event instanceof Listed page
        && sized
        && isOnly(page, marked, rules)
        && !stays(job, rules)) {
      return job.at(new Emptying(page.rows().get(0).id(), false));
    }
    return safely(job);
  }

  private static boolean isOnly(Listed page, Set<String> marked, DeleteRules rules) {
    return !page.rows().isEmpty()
        && page.damaged() == 0
        && page.rows().stream().map(Row::email).map(rules.canonical()).allMatch(marked::contains);
  }

  private static boolean stays(DeleteJob job, DeleteRules rules) {
    return job.members().stream().anyMatch(rules.stays());
  }

  private static DeleteJob safely(DeleteJob job) {
    return job.by(Way.MARKED).at(Listing.first(job));
  }
}
