package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Folding;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.dryrun.Play;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.contactsync.store.WorkRules;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.Forecast;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the rows of a source as the service would, folds each into its contact as that stands now,
 * and plays the calls that come of it. Nothing is written. Holds some thousand contacts, and of the
 * others eight bytes each, of which nothing can be read back.
 *
 * <p>Safe for several threads, one after the other.
 *
 * <p>Why: {@code docs/rationale.md#the-price-is-made-where-the-contacts-are}.
 */
public final class PriceRun {

  private static final int MOST_PARKED = 10_000;
  private static final int MOST_TURNS = 100;
  private static final String KEY = "key ";

  private final AccountId account;
  private final Present present;
  private final PriceRules rules;
  private final Clock clock;
  private final Mode mode;
  private final Optional<Identity> identity;
  private final Instant begunAt;
  private final Play play;
  private final Prints prints = new Prints();
  private final Addresses addresses;
  private final NotTaken notTaken = new NotTaken();
  private final Map<ContactKey, ContactState> parked = new LinkedHashMap<>();
  private long next = 1;
  private long read;
  private long passedOver;
  private long repeated;
  private long changed;
  private long adds;
  private long edits;
  private long unchanged;
  private long parkedForGood;

  /**
   * @param present what is known of the account
   * @param rules by which rows become contacts, and those calls
   */
  PriceRun(AccountId account, Present present, PriceRules rules, Clock clock) {
    this.account = account;
    this.present = present;
    this.rules = rules;
    this.clock = clock;
    this.addresses = new Addresses(present, prints);
    this.identity = present.identity();
    this.begunAt = clock.instant();
    this.mode = rules.settings().modesByAccount().of(account);
    this.play =
        new Play(
            account,
            mode,
            rules.work(),
            new Properties(List.of()),
            rules.settings().limits(),
            rules.settings().maxInFlight(),
            this::calledFor);
  }

  /**
   * Takes the next rows: a JSON value a line, captured records or rows alone. Blank lines count as
   * rows for the numbers.
   *
   * @param first number of the first one, from 1
   * @return whether these are the next ones; else nothing is taken
   */
  public synchronized boolean take(long first, List<String> lines) {
    if (first != next) {
      return false;
    }
    for (String line : lines) {
      if (!line.isBlank()) {
        row(next, line);
      }
      next++;
    }
    return true;
  }

  /** Number of the row that is to come next. */
  public synchronized long next() {
    return next;
  }

  /** Whether there are more contacts than can be remembered. */
  public synchronized boolean isFull() {
    return prints.isFull();
  }

  /**
   * What it came to; no row may be taken afterwards.
   *
   * @param now how the account stands
   */
  public synchronized Price end(Forecast now) {
    unpark();
    while (!play.isEmpty()) {
      play.pack();
    }
    play.finish();
    long most = rules.settings().deleteLimit().of(now.contacts());
    CallPlan plan = play.plan(begunAt, clock.instant(), deletes -> deletes > most);
    Price.Contacts contacts =
        new Price.Contacts(
            changed,
            adds,
            edits,
            play.deletes(),
            unchanged,
            plan.blocked(),
            parkedForGood,
            plan.heldDeletes());
    long calls = plan.sums().stream().mapToLong(CallPlan.Sum::calls).sum();
    Bill bill = new Bill(now, rules.settings().costlyShare(), calls, play.joinsOfOne());
    return new Price(
        account.value(),
        plan.madeAt(),
        new Price.Rows(read, passedOver, repeated, notTaken.all()),
        contacts,
        bill.calls(plan.sums()),
        bill.room(contacts),
        bill.limits(contacts));
  }

  /** Who waited for an address that was left later on; in turn, where one waits for the other. */
  private void unpark() {
    boolean some = true;
    for (int turn = 0; some && turn < MOST_TURNS; turn++) {
      some = false;
      for (ContactState state : List.copyOf(parked.values())) {
        String address = Objects.requireNonNull(state.wantedAddress(), "parked for it");
        if (!addresses.isTaken(state.key(), address)) {
          parked.remove(state.key());
          begin(state);
          some = true;
        }
      }
    }
    parkedForGood += parked.size();
  }

  private void row(long number, String line) {
    read++;
    Parsed<ContactChange> parsed = rules.read(line);
    if (parsed instanceof Parsed.Valid<ContactChange> valid) {
      change(number, valid.value());
    } else if (parsed instanceof Parsed.Invalid<ContactChange> invalid) {
      notTaken.add(number, invalid.problem());
    } else {
      passedOver++;
    }
  }

  private void change(long number, ContactChange change) {
    ContactKey key = change.contact();
    if (!key.account().equals(account)) {
      notTaken.add(number, NotTaken.OTHER_ACCOUNT);
      return;
    }
    if (identity.filter(by -> !by.equals(change.identity())).isPresent()
        && change.type() != ContactChangeType.DELETED) {
      notTaken.add(number, NotTaken.OTHERWISE_KNOWN);
      return;
    }
    if (prints.contains(KEY + key.key())) {
      // It waits for a call by then, which takes this change along.
      repeated++;
      return;
    }
    Optional<ContactState> waiting =
        play.waiting(key).or(() -> Optional.ofNullable(parked.get(key)));
    ContactState known = waiting.orElseGet(() -> present.contact(key));
    ContactState before = Moves.copy(known);
    Folding.Folded folded =
        Folding.fold(before, change, open(number, change), rules.work().owners());
    if (!(folded instanceof Folding.Folded.Taken taken)) {
      notTaken.add(number, NotTaken.UNADDRESSED);
      return;
    }
    ContactState after = taken.state();
    Optional<Problem> tooLarge = rules.tooLarge(after);
    if (tooLarge.isPresent()) {
      notTaken.add(number, tooLarge.get());
      return;
    }
    boolean waits = parked.remove(key) != null;
    if (waiting.isPresent()) {
      repeated++;
      play.withdraw(key);
    } else if (isOnItsWay(known) && isSame(known, after)) {
      unchanged++;
      return;
    }
    goOn(known, after, !waits && !(known.progress() instanceof Progress.Parked));
  }

  private OpenChange open(long number, ContactChange change) {
    Coordinates row = new Coordinates("row", 0, number);
    return OpenChange.read(change.eventId(), row, begunAt, null);
  }

  /** What waits or is on a call already is no price of these rows. */
  private static boolean isOnItsWay(ContactState known) {
    return known.progress() instanceof Progress.Queued || known.progress() instanceof Progress.Held;
  }

  private static boolean isSame(ContactState one, ContactState other) {
    return Objects.equals(one.desired(), other.desired()) && one.stale().equals(other.stale());
  }

  /**
   * @param had whether the contact had the address that it wanted before
   */
  private void goOn(ContactState known, ContactState after, boolean had) {
    String before = known.wantedAddress();
    String wanted = after.wantedAddress();
    boolean has = had && wanted != null && wanted.equals(before);
    if (wanted != null && !has && addresses.isTaken(after.key(), wanted)) {
      park(after);
      return;
    }
    if (had && before != null && !has) {
      addresses.leaves(before);
    }
    begin(after);
  }

  private void park(ContactState state) {
    if (parked.size() < MOST_PARKED) {
      parked.put(state.key(), state);
    } else {
      parkedForGood++;
    }
  }

  private void begin(ContactState state) {
    WorkRules.Allowed allowed = rules.work().next(rules.work().permitted(state, mode), mode);
    if (allowed.block().isPresent()) {
      prints.add(KEY + state.key().key());
    } else if (allowed.work() instanceof Work.None) {
      unchanged++;
      return;
    }
    addresses.moves(state);
    play.begin(state);
    while (play.isFull()) {
      play.pack();
    }
  }

  /** A call is planned for it: later rows of it are taken along, or cost nothing of their own. */
  private void calledFor(ContactState state) {
    if (!prints.add(KEY + state.key().key())) {
      return;
    }
    changed++;
    String wanted = state.wantedAddress();
    boolean edited = rules.work().next(state, mode).work() instanceof Work.Edit;
    if (wanted != null && (edited || state.standsUnder(wanted))) {
      edits++;
    } else if (wanted != null) {
      adds++;
    }
  }
}
