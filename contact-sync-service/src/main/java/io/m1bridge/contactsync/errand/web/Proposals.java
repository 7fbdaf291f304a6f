package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes that wait for their confirmation, in memory: who restarts or moves the account is asked
 * again. Safe for several threads.
 */
final class Proposals {

  /** How long one waits. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  Proposals(Clock clock) {
    this.clock = clock;
  }

  /**
   * A change that a person was told of.
   *
   * @param asked what they asked for, to be looked at again when they confirm it
   * @param plan what it is by what M1 had then
   * @param incarnation of the account then: ids are those of one M1 account
   * @param proposal what they were told
   */
  record Pending(
      AccountId account, ChangeRequest asked, Plan plan, int incarnation, Proposal proposal) {}

  /** When one that is made now no longer can be confirmed. */
  Instant expiry() {
    return clock.instant().plus(PATIENCE);
  }

  /** A new confirmation. */
  static String confirmation() {
    return UUID.randomUUID().toString();
  }

  /** A new one, or one that was taken and not made. */
  synchronized void add(Pending one) {
    Instant now = clock.instant();
    pending.values().removeIf(other -> !now.isBefore(other.proposal().expiresAt()));
    if (pending.size() >= MOST) {
      pending.remove(pending.keySet().iterator().next());
    }
    pending.put(one.proposal().confirmation(), one);
  }

  /** The one that is confirmed so, once; empty if there is none any more. */
  synchronized Optional<Pending> take(AccountId account, String confirmation) {
    Pending found = pending.get(confirmation);
    if (found == null || !found.account().equals(account)) {
      return Optional.empty();
    }
    pending.remove(confirmation);
    return clock.instant().isBefore(found.proposal().expiresAt())
        ? Optional.of(found)
        : Optional.empty();
  }
}
