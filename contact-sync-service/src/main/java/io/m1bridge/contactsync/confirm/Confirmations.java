package io.m1bridge.contactsync.confirm;

import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What waits for its confirmation, in memory: who restarts or moves the account is asked again.
 * Safe for several threads.
 *
 * @param <T> what a person was told
 */
public final class Confirmations<T> {

  /** How long one waits. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<String, Held<T>> held = new LinkedHashMap<>();

  public Confirmations(Clock clock) {
    this.clock = clock;
  }

  /**
   * What waits.
   *
   * @param confirmation to be given for it to happen; once
   * @param expiresAt when it no longer can be given
   */
  public record Held<T>(AccountId account, String confirmation, Instant expiresAt, T what) {}

  /** A new one. */
  public Held<T> hold(AccountId account, T what) {
    Held<T> one =
        new Held<>(account, UUID.randomUUID().toString(), clock.instant().plus(PATIENCE), what);
    keep(one);
    return one;
  }

  /** One that was taken, and surely not done. */
  public synchronized void keep(Held<T> one) {
    Instant now = clock.instant();
    held.values().removeIf(other -> !now.isBefore(other.expiresAt()));
    if (held.size() >= MOST) {
      held.remove(held.keySet().iterator().next());
    }
    held.put(one.confirmation(), one);
  }

  /** The one that is confirmed so, once; empty if there is none any more. */
  public synchronized Optional<Held<T>> take(AccountId account, String confirmation) {
    Held<T> found = held.get(confirmation);
    if (found == null || !found.account().equals(account)) {
      return Optional.empty();
    }
    held.remove(confirmation);
    return clock.instant().isBefore(found.expiresAt()) ? Optional.of(found) : Optional.empty();
  }
}
