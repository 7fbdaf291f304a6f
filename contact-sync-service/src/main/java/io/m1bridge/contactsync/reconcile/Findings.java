package io.m1bridge.contactsync.reconcile;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Seen;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What M1 shows of each contact, written down with the contact. */
final class Findings {

  /** Contacts that are looked at in one transaction. */
  private static final int PORTION = 200;

  private final ContactStore contacts;
  private final boolean repair;

  /**
   * @param repair whether what is missing or differs is sent again by itself
   */
  Findings(ContactStore contacts, boolean repair) {
    this.contacts = contacts;
    this.repair = repair;
  }

  /**
   * What rows came to.
   *
   * @param ids M1's
   * @param odd whether one of them looked otherwise for the first time
   */
  record Found(Set<Long> ids, Tally tally, boolean odd) {}

  /** A page. */
  Found of(Pass pass, List<Contact> rows, int damaged, Properties properties) {
    Comparison comparison = new Comparison(properties, contacts.rules().owners());
    Set<Long> ids = new HashSet<>();
    long compared = 0;
    long differing = 0;
    long foreign = 0;
    boolean odd = false;
    long unreadable = damaged;
    for (Contact row : rows) {
      row.id().ifPresent(ids::add);
      Optional<ContactState> ours =
          row.get(ContactField.EMAIL)
              .flatMap(email -> contacts.holding(pass.account(), email))
              .map(this::present);
      if (row.get(ContactField.EMAIL).isEmpty()) {
        // Whose it is cannot be told: perhaps one of ours.
        unreadable++;
      } else if (ours.isEmpty()) {
        foreign++;
      } else if (!isUnder(row, ours.get())) {
        toGo(ours.get(), row, pass.number());
      } else if (before(ours.get()).pass() == pass.number()) {
        again(ours.get(), row.id().orElse(0));
      } else if (!Comparison.isAtRest(ours.get())) {
        store(ours.get(), before(ours.get()).shown(pass.number(), row.id().orElse(0)));
      } else {
        ContactState contact = ours.get();
        Synced synced = Objects.requireNonNull(contact.synced());
        Desired desired = Objects.requireNonNull(contact.desired());
        Map<String, String> others = comparison.differences(synced, desired, row);
        Seen seen = before(contact).shown(pass.number(), row.id().orElse(0), others);
        write(contact, seen);
        compared++;
        differing += seen.differs().isEmpty() ? 0 : 1;
        odd |= !seen.odd().isEmpty();
      }
    }
    long received = rows.size() + damaged;
    return new Found(ids, new Tally(received, compared, differing, 0, foreign, unreadable), odd);
  }

  private ContactState present(ContactState contact) {
    ContactState after = Outcomes.listed(contact);
    return after == contact ? contact : contacts.apply(contact, Transition.to(after));
  }

  /** It is on its way from there: a delete needs the id. */
  private void toGo(ContactState contact, Contact row, long pass) {
    String email = ContactState.normalized(row.get(ContactField.EMAIL).orElseThrow());
    ContactState known =
        row.id().isPresent() ? contact.shownStale(email, row.id().getAsLong(), pass) : contact;
    if (known != contact) {
      contacts.apply(contact, Transition.to(known));
    }
  }

  /** The same row on two pages, or two rows of its address. */
  private void again(ContactState contact, long id) {
    if (before(contact).id() != 0 && before(contact).id() != id) {
      store(contact, before(contact).shownTwice());
    }
  }

  private static boolean isUnder(Contact row, ContactState contact) {
    return row.get(ContactField.EMAIL)
        .map(ContactState::normalized)
        .filter(contact::standsUnder)
        .isPresent();
  }

  /** The next contacts, of which those that no page of the pass showed are missing. */
  Pass look(Pass pass, Instant now) {
    List<ContactKey> keys = contacts.keys(pass.account(), pass.after(), PORTION);
    long missing = 0;
    boolean odd = false;
    for (ContactKey key : keys) {
      ContactState contact = contacts.get(key);
      if (Comparison.isAtRest(contact) && before(contact).pass() != pass.number()) {
        Seen seen = before(contact).notShown();
        write(contact, seen);
        missing += seen.isMissing() ? 1 : 0;
        odd |= seen.isOddlyMissing();
      }
    }
    boolean all = keys.size() < PORTION;
    // A pass is on record until the next one: no contact's key stays in it.
    String last = all ? "" : keys.get(keys.size() - 1).key();
    Pass looked = pass.looked(last, new Tally(0, 0, 0, missing, 0, 0), odd);
    return all ? looked.whole(now) : looked;
  }

  private static Seen before(ContactState contact) {
    @Nullable Seen seen = contact.seen();
    return seen == null ? Seen.NEVER : seen;
  }

  private void store(ContactState before, Seen seen) {
    contacts.apply(before, Transition.to(before.seen(seen)));
  }

  private void write(ContactState before, Seen seen) {
    ContactState after = before.seen(seen);
    contacts.apply(
        before, Transition.to(repair && !seen.isInVain() ? Outcomes.repaired(after) : after));
  }
}
