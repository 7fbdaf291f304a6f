package io.m1bridge.contactsync.contact;

import io.m1bridge.m1.AccountId;

/**
 * Names one CRM contact of one account. Personal data may stand in it: never logged.
 *
 * @param key the CRM's key, not blank
 */
public record ContactKey(AccountId account, String key) {

  private static final char SEPARATOR = '/';

  public ContactKey {
    if (key.isBlank()) {
      throw new IllegalArgumentException("A contact key is not blank");
    }
  }

  /** As stored and as record key: an account id holds no slash, so the first one separates. */
  public String stored() {
    return account.value() + SEPARATOR + key;
  }

  /** Reads {@link #stored()} back. */
  public static ContactKey parse(String stored) {
    int at = stored.indexOf(SEPARATOR);
    return new ContactKey(new AccountId(stored.substring(0, at)), stored.substring(at + 1));
  }

  /** The account id within a {@link #stored()} key. */
  public static String accountOf(String stored) {
    return stored.substring(0, stored.indexOf(SEPARATOR));
  }

  @Override
  public String toString() {
    return "ContactKey[account=" + account + "]";
  }
}
