package io.m1bridge.contactsync.mapping;

import io.m1bridge.m1.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of M1's own fields that a mapping writes.
 *
 * @param name of the contract
 * @param file of the mapping
 * @param line where it stands there, from 1
 * @param account whose; null: of any, for rows name their account
 */
public record MappedField(String name, String file, int line, @Nullable AccountId account) {

  /**
   * Those of a mapping.
   *
   * @param defaultAccount null if there is none
   */
  public static List<MappedField> of(
      String file, Mapping mapping, @Nullable AccountId defaultAccount) {
    AccountId account =
        mapping.isOfManyAccounts() ? null : MappedIdentities.account(mapping, defaultAccount);
    return mapping.lines().entrySet().stream()
        .map(entry -> new MappedField(entry.getKey(), file, entry.getValue(), account))
        .toList();
  }

  /** Whether it may be written in the account. */
  public boolean isOf(AccountId id) {
    return account == null || account.equals(id);
  }
}
