package io.m1bridge.contactsync.contact;

import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Custom properties that hold the CRM's key of each contact, of accounts whose contacts are known
 * by their email: M1's edit finds a contact by any column, so that by this one it gives it another
 * email, where a move is otherwise an add and a delete.
 *
 * <p>Why: {@code docs/rationale.md#a-move-by-an-edit-needs-the-crms-own-key}.
 */
public record KeyProperties(Map<AccountId, Identity> byAccount) {

  /** No account has one. */
  public static final KeyProperties NONE = new KeyProperties(Map.of());

  public KeyProperties {
    byAccount = Map.copyOf(byAccount);
  }

  /**
   * As set.
   *
   * @param labels by account id
   * @throws IllegalArgumentException with the name of the setting
   */
  public static KeyProperties of(Map<String, String> labels, Owners owners) {
    Map<AccountId, Identity> properties = new HashMap<>();
    labels.forEach(
        (account, label) -> {
          Identity property = Identity.custom(label);
          if (owners.of(property.field()) != Owner.CRM) {
            throw new IllegalArgumentException(
                "m1bridge.contact-sync.owners.\""
                    + property.field()
                    + "\" is "
                    + owners.of(property.field())
                    + ": by m1bridge.contact-sync.key-properties.\""
                    + account
                    + "\" contacts are found by it, so that it can only be the CRM's (crm)");
          }
          properties.put(new AccountId(account), property);
        });
    return new KeyProperties(properties);
  }

  /** That of an account; empty if it has none. */
  public Optional<Identity> of(AccountId account) {
    return Optional.ofNullable(byAccount.get(account));
  }
}
