package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.m1.AccountId;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Sends contacts again, a portion of the list of what is not delivered at a time.
 *
 * @param which of the list's entries
 * @param how the same contact where there is nothing to send again
 */
record ResendPortion(
    UndeliveredList list,
    ContactStore contacts,
    Predicate<Undelivered> which,
    UnaryOperator<ContactState> how)
    implements AccountWalks.Visitor {

  private static final int MOST = 100;

  @Override
  public AccountWalks.Portion visit(AccountId account, String after) {
    List<Undelivered> part = list.part(account, after, MOST);
    int resent = 0;
    for (Undelivered one : part) {
      if (which.test(one)) {
        resent += resend(new ContactKey(account, one.contactKey())) ? 1 : 0;
      }
    }
    String last = part.isEmpty() ? after : part.get(part.size() - 1).contactKey();
    return new AccountWalks.Portion(last, resent, part.size() < MOST);
  }

  private boolean resend(ContactKey key) {
    ContactState before = contacts.get(key);
    ContactState after = how.apply(before);
    if (after == before) {
      return false;
    }
    contacts.apply(before, Transition.to(after));
    return true;
  }
}
