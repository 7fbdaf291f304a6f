package io.m1bridge.contactsync.task;

import io.m1bridge.contracts.AccountDescriptor;
import java.util.Map;
import java.util.Optional;

/**
 * How many contacts M1 allows an account.
 *
 * @param named by account id; all others have what their plan allows
 */
public record PlanLimits(Map<String, Long> named) {

  /** What M1's page says; it knows no limit of the diamond plan. */
  private static final Map<String, Long> BY_PLAN = Map.of("free", 5_000L, "gold", 100_000L);

  /**
   * @throws IllegalArgumentException if a limit is not positive; names the setting
   */
  public PlanLimits {
    named = Map.copyOf(named);
    named.forEach(
        (account, limit) -> {
          if (limit < 1) {
            throw new IllegalArgumentException(
                "m1bridge.contact-sync.contact-limits.\""
                    + account
                    + "\" has to be positive, not "
                    + limit);
          }
        });
  }

  /** The limit of an account; empty if none is known. */
  public Optional<Long> of(AccountDescriptor account) {
    Long limit = named.get(account.account());
    return Optional.ofNullable(limit == null ? BY_PLAN.get(account.plan()) : limit);
  }
}
