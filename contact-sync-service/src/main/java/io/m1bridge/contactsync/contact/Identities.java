package io.m1bridge.contactsync.contact;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.Map;

/**
 * What the contacts of each account are known by; of accounts that are not named here it is their
 * email.
 */
public record Identities(Map<AccountId, Identity> byAccount) {

  /** Of all accounts the email. */
  public static final Identities ALL_EMAIL = new Identities(Map.of());

  public Identities {
    byAccount = Map.copyOf(byAccount);
  }

  /** What the contacts of an account are known by. */
  public Identity of(AccountId account) {
    return byAccount.getOrDefault(account, Identity.EMAIL);
  }

  /**
   * Checks what an identity needs of other settings.
   *
   * @param owners who owns which field
   * @param joinsGroup whether contacts that are not to be mailed join a group
   * @param listsEvery how often all that M1 lists is read; zero for never
   * @throws IllegalArgumentException with the name of the setting
   */
  public void check(Owners owners, boolean joinsGroup, Duration listsEvery) {
    byAccount.forEach(
        (account, identity) -> {
          if (owners.of(identity.field()) != Owner.CRM) {
            throw new IllegalArgumentException(
                "m1bridge.contact-sync.owners.\""
                    + identity.field()
                    + "\" is "
                    + owners.of(identity.field())
                    + ": the contacts of account "
                    + account
                    + " are known by it, so that it can only be the CRM's (crm)");
          }
          if (listsEvery.isZero() && !identity.isEmail()) {
            throw new IllegalArgumentException(
                "m1bridge.contact-sync.reconcile.every is 0s: the contacts of account "
                    + account
                    + " are known by "
                    + identity.field()
                    + ", and only M1's lists tell who is there already. Set 24h");
          }
          if (joinsGroup && !identity.isEmail()) {
            throw new IllegalArgumentException(
                "m1bridge.contact-sync.suppressions is do-not-mail-group, which the contacts of"
                    + " account "
                    + account
                    + " cannot join: M1 finds them by "
                    + identity.field()
                    + ", and puts into a group only whom it finds by email. Set block or allow");
          }
        });
  }
}
