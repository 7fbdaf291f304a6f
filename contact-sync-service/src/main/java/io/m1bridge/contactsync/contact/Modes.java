package io.m1bridge.contactsync.contact;

import io.m1bridge.m1.AccountId;
import java.util.Map;

/**
 * The mode of each account, and whether it is tried dry: then its calls are planned and not made.
 *
 * @param others of all accounts that are not named
 * @param othersDry whether accounts that {@code dry} does not name are tried dry
 */
public record Modes(
    Mode others, Map<AccountId, Mode> named, boolean othersDry, Map<AccountId, Boolean> dry) {

  /** All accounts mirror the CRM. */
  public static final Modes MIRROR = new Modes(Mode.MIRROR, Map.of(), false, Map.of());

  /**
   * @throws IllegalArgumentException if a mode cannot be kept
   */
  public Modes {
    named = Map.copyOf(named);
    dry = Map.copyOf(dry);
    if (others == Mode.ADD_ONLY) {
      throw addOnly("m1bridge.contact-sync.mode");
    }
    named.forEach(
        (account, mode) -> {
          if (mode == Mode.ADD_ONLY) {
            throw addOnly("m1bridge.contact-sync.modes.\"" + account + "\"");
          }
        });
  }

  private static IllegalArgumentException addOnly(String setting) {
    return new IllegalArgumentException(
        setting
            + " is add-only, which cannot be kept: M1 has no call that adds an address only if it"
            + " is not there, and none that looks one up, so that an add may write over a contact"
            + " that is to stay as it is. Use mirror, upsert or update-only");
  }

  /** What is asked for, dry or not. */
  public Mode of(AccountId account) {
    return named.getOrDefault(account, others);
  }

  /** Whether calls are planned and not made. */
  public boolean isDry(AccountId account) {
    return dry.getOrDefault(account, othersDry);
  }

  /**
   * By which mode changes are settled. In a dry run by none: whatever a mode would not carry out
   * waits with all the rest, so that nothing is final that was only tried.
   */
  public Mode settling(AccountId account) {
    return isDry(account) ? Mode.MIRROR : of(account);
  }
}
