package io.m1bridge.contactsync.property;

import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is known of the properties of each account, and whose contacts may go on for it. */
final class PropertyBooks {

  private final Map<AccountId, PropertyBook> books = new HashMap<>();
  private final Set<AccountId> toResume = new HashSet<>();

  PropertyBook of(AccountId account) {
    return books.computeIfAbsent(account, a -> new PropertyBook());
  }

  /** Contacts that wait for properties may go on: something is known of them. */
  void resume(AccountId account) {
    toResume.add(account);
  }

  /** Whether they may, since this was asked last. */
  boolean takeResume(AccountId account) {
    return toResume.remove(account);
  }

  void abandon(AccountId account) {
    books.remove(account);
  }
}
