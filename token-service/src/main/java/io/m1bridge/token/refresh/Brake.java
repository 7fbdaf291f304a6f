package io.m1bridge.token.refresh;

import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The brake over the refreshes of all accounts. Every POST risks a grant: its answer may be lost,
 * or hidden by a gateway's page. So at most {@link #AT_ONCE} are under way, and when the token
 * endpoint gives no answer of its own, only a probe a minute goes on: with one further account, to
 * tell trouble of one account from trouble of all, and then with those that are at risk already, of
 * which some are repeated at once. An outage thus costs no more accounts than {@link #AT_ONCE}, and
 * one more for each {@link #ONE_MORE_AFTER} that it lasts. Any answer of the endpoint, also a "no",
 * ends it.
 *
 * <p>Why: {@code docs/rationale.md#at-most-two-refreshes-at-once}.
 */
final class Brake {

  /** The most POSTs under way, so the most answers that the first moment of an outage can cost. */
  static final int AT_ONCE = 2;

  static final Duration PROBE_EVERY = Duration.ofMinutes(1);

  /** An outage that lasts may have its cause in the accounts at risk: then others must try. */
  static final Duration ONE_MORE_AFTER = Duration.ofMinutes(30);

  private final Clock clock;
  private final Set<AccountId> underWay = new HashSet<>();

  /** Whose POST met the trouble; the one that waits longest comes first. */
  private final Set<AccountId> atRisk = new LinkedHashSet<>();

  /** Whose POST is repeated at once. */
  private final Set<AccountId> again = new LinkedHashSet<>();

  private @Nullable Instant since;
  private Instant notBefore = Instant.EPOCH;

  Brake(Clock clock) {
    this.clock = clock;
  }

  /**
   * Lets accounts begin; {@link #ended} must follow for each.
   *
   * @param due in the order in which they should begin
   * @return those that may
   */
  synchronized List<AccountId> begin(List<AccountId> due) {
    List<AccountId> chosen =
        since == null
            ? due.stream()
                .filter(id -> !underWay.contains(id))
                .limit(AT_ONCE - underWay.size())
                .toList()
            : probe(due, since).stream().toList();
    underWay.addAll(chosen);
    return chosen;
  }

  private Optional<AccountId> probe(List<AccountId> due, Instant began) {
    Instant now = clock.instant();
    if (!underWay.isEmpty()) {
      return Optional.empty();
    }
    Optional<AccountId> repeated = again.stream().filter(due::contains).findFirst();
    if (repeated.isPresent()) {
      again.remove(repeated.get());
      return repeated;
    }
    if (now.isBefore(notBefore)) {
      return Optional.empty();
    }
    long most = AT_ONCE + Duration.between(began, now).dividedBy(ONE_MORE_AFTER);
    Optional<AccountId> further =
        atRisk.size() < most
            ? due.stream().filter(id -> !atRisk.contains(id)).findFirst()
            : Optional.empty();
    return further.or(() -> atRisk.stream().filter(due::contains).findFirst());
  }

  /** The POST of an account is over, or did not come about. */
  synchronized void ended(AccountId id) {
    underWay.remove(id);
  }

  /**
   * The token endpoint has answered, whatever it said.
   *
   * @return whether that ended an outage
   */
  synchronized boolean answered() {
    boolean wasOn = since != null;
    since = null;
    again.clear();
    atRisk.clear();
    return wasOn;
  }

  /**
   * An answer was lost, was not the token endpoint's, or there was no connection.
   *
   * @param retryAfter how long to wait, if that was said
   * @param repeated whether this POST is repeated at once and not in a minute, for providers that
   *     forgive a repeat often do so for seconds only
   * @return whether that began an outage
   */
  synchronized boolean troubled(AccountId id, Optional<Duration> retryAfter, boolean repeated) {
    if (repeated) {
      again.add(id);
    } else {
      again.remove(id);
    }
    Instant now = clock.instant();
    boolean first = since == null;
    if (first) {
      since = now;
    }
    atRisk.remove(id);
    atRisk.add(id);
    Instant next =
        now.plus(retryAfter.filter(wait -> wait.compareTo(PROBE_EVERY) > 0).orElse(PROBE_EVERY));
    notBefore = first || next.isAfter(notBefore) ? next : notBefore;
    return first;
  }

  /** Whether the account's own pause counts no more, since probes are made with it. */
  synchronized boolean isAtRisk(AccountId id) {
    return atRisk.contains(id);
  }

  /** Whether refreshes stand still but for a probe a minute. */
  synchronized boolean isOn() {
    return since != null;
  }
}
