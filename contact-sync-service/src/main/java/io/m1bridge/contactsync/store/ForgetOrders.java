package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.m1.AccountId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contacts that a person has forgotten, until M1 has shown that they are gone: whatever the
 * mode of the account, what they left in M1 is deleted, and it waits for nobody's approval.
 *
 * <p>Not thread-safe: belongs to its task.
 */
public final class ForgetOrders {

  private final Modes modes;
  private final Set<ContactKey> pending = new HashSet<>();
  private final Set<ContactKey> toGo = new HashSet<>();

  /**
   * @param modes of everybody else
   */
  public ForgetOrders(Modes modes) {
    this.modes = modes;
  }

  /** From now on the contact is to be forgotten. */
  public void begin(ContactKey contact) {
    pending.add(contact);
  }

  /** Nothing is kept of a contact any more: not even when it went, if it is to be forgotten. */
  void left(ContactState contact, GoneContacts gone) {
    if (!pending.contains(contact.key())) {
      gone.left(contact);
    }
  }

  /** It is. */
  public void end(ContactKey contact) {
    pending.remove(contact);
    toGo.remove(contact);
  }

  /**
   * A contact was written: whether something of it has to go from M1 is seen at once, or missed.
   */
  void stored(ContactState after) {
    if (!after.stale().isEmpty() && pending.contains(after.key())) {
      toGo.add(after.key());
    }
  }

  /** Contacts to forget that were written with something to go from M1 since this was asked. */
  public Set<ContactKey> takeToGo() {
    Set<ContactKey> taken = Set.copyOf(toGo);
    toGo.clear();
    return taken;
  }

  /** Whether M1's lists tell who stands there before anybody is added. */
  boolean looksFirst(AccountId account) {
    return !modes.settling(account).edits();
  }

  /** By which mode a contact is settled. What the CRM makes of it anew is settled by its own. */
  Mode mode(ContactState state) {
    boolean forgets = !state.stale().isEmpty() && pending.contains(state.key());
    return forgets ? Mode.MIRROR : modes.settling(state.account());
  }

  /** Beside which lane a contact queues; null if it stands in it. */
  @Nullable Aside aside(Lane lane, ContactState state) {
    if (lane == Lane.DELETE && pending.contains(state.key())) {
      return Aside.FORGET;
    }
    Aside aside = state.progress() instanceof Progress.Queued queued ? queued.aside() : null;
    return Aside.FORGET.equals(aside) ? null : aside;
  }
}
