package io.m1bridge.contactsync.contact;

import io.m1bridge.m1.AccountId;
import java.util.Map;

/**
 * The mode of each account.
 *
 * @param others of all accounts that are not named
 */
public record Modes(Mode others, Map<AccountId, Mode> named) {

  /** All accounts mirror the CRM. */
  public static final Modes MIRROR = new Modes(Mode.MIRROR, Map.of());

  public Modes {
    named = Map.copyOf(named);
  }

  public Mode of(AccountId account) {
    return named.getOrDefault(account, others);
  }
}
