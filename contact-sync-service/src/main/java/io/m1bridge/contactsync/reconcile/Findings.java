package io.m1bridge.contactsync.reconcile;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.ListOutcomes;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Rejection;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What M1 shows of each contact, written down with the contact. */
final class Findings {

  /** Contacts that are looked at in one transaction. */
  private static final int PORTION = 200;

  private static final Tally ROW = new Tally(1, 0, 0, 0, 0, 0, 0);
  private static final Tally FOREIGN = new Tally(0, 0, 0, 0, 1, 0, 0);
  private static final Tally UNRECOGNIZED = new Tally(0, 0, 0, 0, 1, 0, 1);
  private static final Tally UNREADABLE = new Tally(0, 0, 0, 0, 0, 1, 0);

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
    RowOwner owners = new RowOwner(contacts, pass.account(), properties);
    if (pass.pages().toAsk() == 1
        && !pass.pages().again()
        && contacts.keyed().isByLists(pass.account())) {
      contacts.keyed().lists().begins(pass.account(), pass.number(), pass.begunAt());
    }
    Comparison comparison = new Comparison(properties, contacts.rules().owners());
    Set<Long> ids = new HashSet<>();
    Tally tally = new Tally(damaged, 0, 0, 0, 0, damaged, 0);
    boolean odd = false;
    for (Contact row : rows) {
      row.id().ifPresent(ids::add);
      if (row.id().isPresent() && pass.pages().hadBefore(row.id().getAsLong())) {
        continue;
      }
      tally = tally.plus(ROW);
      RowOwner.Owned owned = owners.of(row);
      if (owned instanceof RowOwner.Owned.Ours ours) {
        Seen compared = ours(pass, row, ours, comparison);
        if (compared != null) {
          tally = tally.plus(new Tally(0, 1, compared.differs().isEmpty() ? 0 : 1, 0, 0, 0, 0));
          odd |= !compared.odd().isEmpty();
        }
      } else if (owned instanceof RowOwner.Owned.Foreign foreign) {
        contacts.keyed().lists().shows(pass.account(), foreign.address());
        tally = tally.plus(owners.isOfKeyed() ? UNRECOGNIZED : FOREIGN);
      } else {
        tally = tally.plus(owned instanceof RowOwner.Owned.Nameless ? UNRECOGNIZED : UNREADABLE);
      }
    }
    return new Found(ids, tally, odd);
  }

  /** What a row shows of a contact of ours; what was compared, or null if nothing could be. */
  private @Nullable Seen ours(
      Pass pass, Contact row, RowOwner.Owned.Ours ours, Comparison comparison) {
    String address = ContactState.normalized(ours.address());
    long id = row.id().orElse(0);
    ContactState present = present(pass, row, ours);
    ContactState contact = spelled(present, ours.address());
    if (!contact.standsUnder(address)) {
      toGo(contact, ours.address(), id, pass);
    } else if (before(contact).pass() == pass.number()) {
      again(contact, id);
    } else if (!Comparison.isAtRest(contact)) {
      store(contact, before(contact).shown(pass.number(), id));
    } else {
      Synced synced = Objects.requireNonNull(contact.synced());
      Desired desired = Objects.requireNonNull(contact.desired());
      Map<String, String> others = comparison.differences(synced, desired, row);
      Seen seen = before(contact).shown(pass.number(), id, others);
      write(contact, seen);
      return seen;
    }
    return null;
  }

  /** Whom M1 shows and was not known to have; one whom no add finds may stand there twice. */
  private ContactState present(Pass pass, Contact row, RowOwner.Owned.Ours ours) {
    ContactState contact = ours.contact();
    boolean keyed = !Identity.ofAddress(ours.address()).isEmail();
    ContactState after =
        !keyed && contacts.keyed().looksFirst(pass.account())
            ? ListOutcomes.alreadyThere(contact, ours.address())
            : ListOutcomes.listed(contact, ours.address(), row.get(ContactField.EMAIL));
    if (after == contact) {
      return contact;
    }
    Seen first = Seen.NEVER.shown(pass.number(), row.id().orElse(0)).notYetAlone();
    return contacts.apply(contact, Transition.to(keyed ? after.seen(first) : after));
  }

  /** An edit names it by the spelling that M1 has. */
  private ContactState spelled(ContactState contact, String shown) {
    ContactState after =
        contact.standsUnder(ContactState.normalized(shown))
            ? ListOutcomes.spelled(contact, shown)
            : contact;
    return after == contact ? contact : contacts.apply(contact, Transition.to(after));
  }

  /**
   * It is on its way from there: a delete needs the id. Or it is on its way there, and nobody may
   * be added whom M1 shows.
   */
  private void toGo(ContactState contact, String shown, long id, Pass pass) {
    String address = ContactState.normalized(shown);
    ContactState known = id == 0 ? contact : contact.shownStale(address, id, pass.number());
    boolean goes =
        contact.stale().stream()
            .anyMatch(stale -> ContactState.normalized(stale.email()).equals(address));
    if (!goes) {
      contacts.keyed().lists().shows(pass.account(), shown);
    } else if (ListOutcomes.isAmbiguous(known, address, pass.number())) {
      contacts.apply(contact, Outcomes.rejected(known, Rejection.DELETE_AMBIGUOUS));
    } else if (known != contact) {
      contacts.apply(contact, Transition.to(known));
    }
  }

  /** The same row on two pages, or two rows of its address. */
  private void again(ContactState contact, long id) {
    if (before(contact).id() != 0 && before(contact).id() != id) {
      store(contact, before(contact).shownTwice());
    }
  }

  /** The next contacts, of which those that no page of the pass showed are missing. */
  Pass look(Pass pass, Instant now) {
    List<ContactKey> keys = contacts.keys(pass.account(), pass.after(), PORTION);
    long missing = 0;
    boolean odd = false;
    for (ContactKey key : keys) {
      ContactState contact = alone(contacts.get(key), pass.number());
      boolean awaited =
          ListOutcomes.isAwaited(contact, contacts.keyed().looksFirst(pass.account()));
      if ((Comparison.isAtRest(contact) || awaited) && before(contact).pass() != pass.number()) {
        Seen seen = before(contact).notShown();
        write(contact, seen);
        missing += seen.isMissing() && !awaited ? 1 : 0;
        odd |= seen.isOddlyMissing();
      } else {
        odd |= toGoNotShown(contact, pass.number());
      }
    }
    boolean all = keys.size() < PORTION;
    // A pass is on record until the next one: no contact's key stays in it.
    String last = all ? "" : keys.get(keys.size() - 1).key();
    Pass looked = pass.looked(last, new Tally(0, 0, 0, missing, 0, 0, 0), odd);
    if (!all) {
      return looked;
    }
    contacts.keyed().lists().isWhole(pass.account(), pass.number(), pass.tally().isBlind());
    return looked.whole(now);
  }

  /** One of whom the pass showed one alone. */
  private ContactState alone(ContactState contact, long pass) {
    Seen seen = contact.seen();
    Seen after = seen == null || !contact.isKeyed() ? seen : seen.after(pass);
    return Objects.equals(after, seen)
        ? contact
        : contacts.apply(contact, Transition.to(contact.seen(after)));
  }

  /** Whether something that has to go from M1 was not shown for the first time. */
  private boolean toGoNotShown(ContactState contact, long pass) {
    ContactState after = ListOutcomes.looked(contact, pass);
    if (ListOutcomes.isNotFound(after, pass)) {
      contacts.apply(contact, Outcomes.rejected(after, Rejection.NEVER_LISTED));
      return false;
    }
    if (after == contact) {
      return false;
    }
    contacts.apply(contact, Transition.to(after));
    gone(contact, after);
    return after.stale().stream().anyMatch(stale -> stale.missed() == pass);
  }

  /** Two passes did not show what the contact had. */
  private void gone(ContactState before, ContactState after) {
    Set<String> gone = before.addressesInM1();
    gone.removeAll(after.addressesInM1());
    contacts.keyed().lists().gone(before.account(), gone);
  }

  private static Seen before(ContactState contact) {
    @Nullable Seen seen = contact.seen();
    return seen == null ? Seen.NEVER : seen;
  }

  private void store(ContactState before, Seen seen) {
    contacts.apply(before, Transition.to(before.seen(seen)));
  }

  private void write(ContactState before, Seen seen) {
    ContactState shown = before.seen(seen);
    ContactState after = repair && !seen.isInVain() ? ListOutcomes.repaired(shown) : shown;
    if (seen.isMissing() && contacts.keyed().looksFirst(before.account())) {
      after = ListOutcomes.absent(after);
    }
    contacts.apply(before, Transition.to(after));
    if (seen.isMissing()) {
      gone(before, after);
    }
  }
}
