package io.m1bridge.token.brake;

import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** Replicas with accounts due ask about once a second. */
  private static final Duration ASKS_WITHIN = Duration.ofSeconds(5);

  private final Clock clock;
  private final Duration placeKept;
  private final Map<AccountId, Place> places = new HashMap<>();
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Set<AccountId> atRisk = new LinkedHashSet<>();
  private final Set<AccountId> again = new LinkedHashSet<>();
  private String tenure = "";
  private @Nullable Instant since;
  private Instant notBefore = Instant.EPOCH;
  private Instant answeredAt = Instant.EPOCH;

  /**
   * A refresh under way.
   *
   * @param replica where
   * @param namedAt when the replica said so last
   */
  private record Place(String replica, Instant namedAt) {}

  /**
   * A replica that asked for places in vain.
   *
   * @param since the first time
   * @param askedAt the last time
   */
  private record Waiting(Instant since, Instant askedAt) {}

  /**
   * @param placeKept how long a refresh counts as under way after its replica named it last
   */
  Brake(Clock clock, Duration placeKept) {
    this.clock = clock;
    this.placeKept = placeKept;
  }

  /** A replica says which refreshes are under way at it: these, and none else. */
  synchronized void named(String replica, Collection<AccountId> underWay) {
    places.values().removeIf(place -> place.replica().equals(replica));
    Instant now = clock.instant();
    underWay.forEach(id -> places.put(id, new Place(replica, now)));
  }

  /**
   * Lets accounts of a replica begin; it must name them until they are over.
   *
   * @param due in the order in which they should begin
   * @return those that may
   */
  synchronized List<AccountId> begin(String replica, List<AccountId> due) {
    Instant now = clock.instant();
    places.values().removeIf(place -> now.isAfter(place.namedAt().plus(placeKept)));
    List<AccountId> chosen =
        since == null
            ? due.stream()
                .filter(id -> !places.containsKey(id))
                .limit(Math.max(0, AT_ONCE - places.size() - waitingLonger(replica, now)))
                .toList()
            : probe(due, since).stream().toList();
    chosen.forEach(id -> places.put(id, new Place(replica, now)));
    if (due.isEmpty() || !chosen.isEmpty()) {
      waiting.remove(replica);
    } else {
      Waiting before = waiting.get(replica);
      waiting.put(replica, new Waiting(before == null ? now : before.since(), now));
    }
    return chosen;
  }

  /**
   * How many other replicas wait longer: each is left a place, or one with many accounts due would
   * take its own again for as long as it has some. Who has not asked for a while waits no more.
   */
  private long waitingLonger(String replica, Instant now) {
    waiting.values().removeIf(other -> now.isAfter(other.askedAt().plus(ASKS_WITHIN)));
    Waiting own = waiting.get(replica);
    Instant since = own == null ? now : own.since();
    return waiting.entrySet().stream()
        .filter(other -> !other.getKey().equals(replica))
        .filter(other -> other.getValue().since().isBefore(since))
        .count();
  }

  private Optional<AccountId> probe(List<AccountId> due, Instant began) {
    Instant now = clock.instant();
    if (!places.isEmpty()) {
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

  /**
   * Takes what a POST says, unless something newer is known.
   *
   * @param at when it was, by this replica's clock
   * @return whether that began an outage, or ended one
   */
  synchronized boolean take(Verdict verdict, Instant at) {
    return verdict.troubled() == null
        ? answered(at)
        : troubled(verdict.troubled(), verdict.retryAfter(), verdict.repeated(), at);
  }

  private boolean answered(Instant at) {
    if (since != null && at.isBefore(since)) {
      return false;
    }
    boolean wasOn = since != null;
    since = null;
    answeredAt = at;
    again.clear();
    atRisk.clear();
    return wasOn;
  }

  private boolean troubled(
      AccountId id, @Nullable Duration retryAfter, boolean repeated, Instant at) {
    if (at.isBefore(answeredAt)) {
      return false;
    }
    if (repeated) {
      again.add(id);
    } else {
      again.remove(id);
    }
    boolean first = since == null;
    if (first) {
      since = at;
    }
    atRisk.remove(id);
    atRisk.add(id);
    Instant next =
        at.plus(
            retryAfter != null && retryAfter.compareTo(PROBE_EVERY) > 0 ? retryAfter : PROBE_EVERY);
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

  synchronized BrakeState state() {
    return new BrakeState(tenure, since, notBefore, List.copyOf(atRisk), List.copyOf(again));
  }

  /** This replica holds the brake from now on: of refreshes under way it has to hear again. */
  synchronized void beginTenure(String name) {
    tenure = name;
    places.clear();
  }

  /** What the holder knows counts, not what was known here. */
  synchronized void adopt(BrakeState state) {
    tenure = state.tenure();
    since = null;
    atRisk.clear();
    again.clear();
    add(state);
  }

  /** What a replica knows of an outage under another holder than this one. */
  synchronized void inherit(BrakeState state) {
    if (!state.tenure().equals(tenure)) {
      add(state);
    }
  }

  private void add(BrakeState state) {
    Instant began = state.since();
    if (began == null) {
      return;
    }
    notBefore =
        since == null || state.notBefore().isAfter(notBefore) ? state.notBefore() : notBefore;
    since = since == null || began.isBefore(since) ? began : since;
    atRisk.addAll(state.atRisk());
    again.addAll(state.again());
  }
}
