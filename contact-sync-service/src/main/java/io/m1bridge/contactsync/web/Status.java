package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.view.AccountView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of this process. Always {@code accepted = settled + pending + parked + inDoubt}.
 *
 * @param running whether its tasks run; if not, the numbers are those of the last that did
 * @param problem why they do not run, or how many accounts have a problem; null if all is well
 * @param accepted valid changes that are open here or were settled here since it began
 * @param settled terminal results since it began, also of changes taken before
 * @param pending changes that wait for a call or are on one
 * @param parked changes that wait for an address that another contact holds
 * @param inDoubt changes on a call that may or may not have happened
 * @param queued contacts that wait for a call
 * @param inFlight calls without a known outcome
 * @param callsByKind calls made since it began
 * @param deadLetters since it began
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
    boolean running,
    @Nullable String problem,
    long accepted,
    long settled,
    long pending,
    long parked,
    long inDoubt,
    int queued,
    int inFlight,
    Map<String, Long> callsByKind,
    long deadLetters) {

  /**
   * Sums over the accounts, each of which is a snapshot of one moment.
   *
   * @param ended as they were when their tasks ended; what they settled is in {@code settledBefore}
   */
  static Status of(
      List<AccountView> accounts,
      List<AccountView> ended,
      long settledBefore,
      @Nullable String stopped,
      Map<String, Long> callsByKind,
      long deadLetters) {
    long settled = settledBefore + accounts.stream().mapToLong(AccountView::settled).sum();
    long pending = 0;
    long parked = 0;
    long inDoubt = 0;
    int queued = 0;
    int inFlight = 0;
    int troubled = 0;
    for (AccountView account : Stream.concat(accounts.stream(), ended.stream()).toList()) {
      pending += account.pending();
      parked += account.parked();
      inDoubt += account.inDoubt();
      queued += account.queued();
      inFlight += account.open();
      troubled += account.problem() == null ? 0 : 1;
    }
    String problem =
        stopped != null || troubled == 0 ? stopped : "Accounts with a problem: " + troubled;
    return new Status(
        stopped == null,
        problem,
        settled + pending + parked + inDoubt,
        settled,
        pending,
        parked,
        inDoubt,
        queued,
        inFlight,
        callsByKind,
        deadLetters);
  }

  /** The numbers of this replica and another one. */
  Status plus(Status other) {
    Map<String, Long> calls = new TreeMap<>(callsByKind);
    other.callsByKind.forEach((kind, more) -> calls.merge(kind, more, Long::sum));
    return new Status(
        running && other.running,
        problem == null ? other.problem : problem,
        accepted + other.accepted,
        settled + other.settled,
        pending + other.pending,
        parked + other.parked,
        inDoubt + other.inDoubt,
        queued + other.queued,
        inFlight + other.inFlight,
        calls,
        deadLetters + other.deadLetters);
  }
}
