package io.m1bridge.contactsync.mapping;

import io.m1bridge.m1.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A custom property that a mapping writes.
 *
 * @param file of the mapping
 * @param line where it stands there, from 1
 * @param create whether it is made at M1 even where M1 has one of nearly that name
 * @param account whose; null: of any, for rows name their account
 * @param dropDown null if it is one for texts
 */
public record MappedLabel(
    String label,
    String file,
    int line,
    boolean create,
    @Nullable AccountId account,
    @Nullable DropDown dropDown) {

  /**
   * Those of a mapping.
   *
   * @param defaultAccount null if there is none
   */
  public static List<MappedLabel> of(
      String file, Mapping mapping, @Nullable AccountId defaultAccount) {
    AccountId account =
        mapping.isOfManyAccounts() ? null : MappedIdentities.account(mapping, defaultAccount);
    return mapping.labels().stream()
        .map(
            label ->
                new MappedLabel(
                    label.label(), file, label.line(), label.create(), account, label.dropDown()))
        .toList();
  }

  /** Whether it may be written in the account. */
  public boolean isOf(AccountId id) {
    return account == null || account.equals(id);
  }
}
