package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all contacts again when the rule for who is not to be mailed was changed: what each is
 * due is derived when it changes, so that the new rule would reach nobody by itself.
 */
final class ConsentChange {

  private static final Logger LOG = LoggerFactory.getLogger(ConsentChange.class);
  private static final int PORTION = 200;

  private final Ledger.Section<String> rules;
  private final AccountWalks walks;
  private final ContactStore contacts;
  private final String rule;

  /**
   * @param rule that holds now
   */
  ConsentChange(Ledger ledger, ContactStore contacts, String rule) {
    this.rules = ledger.section("consent-rule", String.class);
    this.walks = new AccountWalks(ledger, "consent-walk", this::visit);
    this.contacts = contacts;
    this.rule = rule;
  }

  void load(Collection<AccountId> accounts) {
    walks.load();
    accounts.forEach(this::known);
  }

  /** The account is there: was its rule another one, its contacts are looked at. */
  void known(AccountId account) {
    String before = rules.get(account.value()).orElse(SuppressionPolicy.BLOCK.name());
    if (!before.equals(rule)) {
      rules.put(account.value(), rule);
      walks.begin(account);
    }
  }

  /** Does a portion for each account that has some left, and of those with a certain email. */
  void step() {
    contacts.reconsiderMore();
    walks.step(
        ended ->
            LogLine.info(LOG)
                .with(LogKey.ACCOUNT_ID, ended.account())
                .with(LogKey.CONTACTS, ended.changed())
                .say("Who is not to be mailed has another rule: contacts are taken up by it"));
  }

  private AccountWalks.Portion visit(AccountId account, String after) {
    List<ContactKey> keys = contacts.keys(account, after, PORTION);
    int changed = 0;
    for (ContactKey key : keys) {
      ContactState before = contacts.get(key);
      changed += contacts.apply(before, Transition.to(before)).equals(before) ? 0 : 1;
    }
    String last = keys.isEmpty() ? after : keys.get(keys.size() - 1).key();
    return new AccountWalks.Portion(last, changed, keys.size() < PORTION);
  }
}
