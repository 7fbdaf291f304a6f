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

  public Modes {
    named = Map.copyOf(named);
    dry = Map.copyOf(dry);
  }

  /**
   * Checks what a mode needs of other settings.
   *
   * @throws IllegalArgumentException with the name of the setting
   */
  public void check(AddMerge merge) {
    boolean addOnly = others == Mode.ADD_ONLY || named.containsValue(Mode.ADD_ONLY);
    if (addOnly && merge == AddMerge.UNKNOWN) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.add-merge is unknown, which confirms each add by an edit: an"
              + " account in the mode add-only makes none. Set new-wins, which is true of contacts"
              + " that M1 does not have");
    }
  }

  /**
   * The same of properties that hold the CRM's keys. What is not deleted keeps its key: an edit by
   * it would write over the row that was left as well.
   *
   * @throws IllegalArgumentException with the name of the setting
   */
  public void check(KeyProperties keys) {
    keys.byAccount().keySet().stream()
        .filter(account -> of(account) == Mode.UPSERT)
        .findFirst()
        .ifPresent(
            account -> {
              throw new IllegalArgumentException(
                  "m1bridge.contact-sync.key-properties.\""
                      + account
                      + "\": its mode is upsert, in which a contact that the CRM deleted keeps its"
                      + " key in M1, and would be written over. Set its mode to mirror or"
                      + " update-only, or leave the property out");
            });
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
