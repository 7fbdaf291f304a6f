package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.AccountId;
import java.util.Set;

/** One topic whose mapping writes one property; contacts are known by another one. */
record FakeUse(String mapped, Holders holders) implements PropertyUse {

  @Override
  public Set<String> topics(String label) {
    return label.equals(mapped) ? Set.of("crm.customers") : Set.of();
  }

  @Override
  public boolean isIdentity(AccountId account, String label) {
    return label.equals("Customer no");
  }

  @Override
  public Holders holders(AccountId account, String label) {
    return holders;
  }
}
