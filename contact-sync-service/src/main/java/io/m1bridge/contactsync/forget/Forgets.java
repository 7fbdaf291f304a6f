package io.m1bridge.contactsync.forget;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Folding;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.forget.Forget.AtM1;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.store.ForgetOrders;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets contacts because a person says so. An order is on record before anything is done for it,
 * and until {@link ForgetSettings#remember} is over; the contact's key only until it is gone.
 *
 * <p>Not thread-safe: belongs to its task.
 *
 * <p>Why: {@code docs/rationale.md#a-forgotten-contact-is-a-delete-that-asks-nobody}.
 */
public final class Forgets {

  private static final Logger LOG = LoggerFactory.getLogger(Forgets.class);
  private static final String SECTION = "forget";

  /** Looked at in each step: each costs a read of its contact. */
  private static final int PORTION = 50;

  private final Ledger.Section<Forget> stored;
  private final ContactStore contacts;
  private final ForgetOrders orders;
  private final Runnable beat;
  private final ForgetSettings settings;
  private final Duration drift;
  private final Clock clock;

  /** By id, those looked at longest ago first. */
  private final Map<String, Forget> pending = new LinkedHashMap<>();

  /** By id, those that are done. */
  private final Map<String, Forget> done = new LinkedHashMap<>();

  private Instant nextBeat = Instant.MIN;

  /** No order ends what was sent later: most changes need no digest. */
  private Instant latest = Instant.MIN;

  /**
   * @param orders is told which contacts are to be forgotten
   * @param beat writes an empty record to each topic that holds contacts of this task
   * @param drift as much as the clocks of who sends changes and who orders may differ
   */
  public Forgets(
      Ledger ledger,
      ContactStore contacts,
      ForgetOrders orders,
      Runnable beat,
      ForgetSettings settings,
      Duration drift,
      Clock clock) {
    this.stored = ledger.section(SECTION, Forget.class);
    this.contacts = contacts;
    this.orders = orders;
    this.beat = beat;
    this.settings = settings;
    this.drift = drift;
    this.clock = clock;
  }

  /** Goes on with the orders that an earlier owner had. */
  public void load() {
    for (Forget forget : stored.all()) {
      ordered(forget);
      if (forget.isDone()) {
        done.put(forget.id(), forget);
      } else {
        pending.put(forget.id(), forget);
        orders.begin(forget.key());
      }
    }
  }

  /**
   * Forgets a contact. One that is being forgotten already is tried again where M1 refused its
   * delete.
   *
   * @param by who asks
   * @param given when; null if nobody can tell
   */
  public void begin(ContactKey contact, String by, @Nullable Instant given) {
    Instant now = clock.instant();
    // Read late, the order says nothing of what the CRM sent since.
    Instant at = given == null || given.isAfter(now) ? now : given;
    Forget asked = pending.get(Forget.id(contact));
    if (asked != null) {
      asked = asked.askedAgain(at);
    } else {
      asked = Forget.asked(contact, by, at);
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, contact.account())
          .with(LogKey.BY, by)
          .say("A contact is to be forgotten");
    }
    done.remove(asked.id());
    ordered(asked);
    put(asked);
    orders.begin(contact);
    contacts.gone().forget(contact);
    ContactState before = contacts.get(contact);
    note(asked, contacts.apply(before, Folding.forgotten(before)));
  }

  private void ordered(Forget forget) {
    latest = latest.isAfter(forget.until()) ? latest : forget.until();
  }

  /**
   * Whether an order ends a change of the contact, which was sent before it as far as clocks tell:
   * orders are read before a backlog. For as long as it is to be remembered after it was given, and
   * no longer: some sources stamp all their records with old times.
   *
   * @param sentAt when the CRM wrote it
   */
  public boolean ends(ContactKey contact, Instant sentAt) {
    Instant mayBeBefore = sentAt.minus(drift);
    if (mayBeBefore.isAfter(latest)) {
      return false;
    }
    String id = Forget.id(contact);
    Forget forget = pending.getOrDefault(id, done.get(id));
    return forget != null
        && !mayBeBefore.isAfter(forget.until())
        && clock.instant().isBefore(forget.until().plus(settings.remember()));
  }

  /** A change that it {@link #ends} has its result, which names the contact: topics keep it now. */
  public void ended(ContactKey contact) {
    Forget forget = done.get(Forget.id(contact));
    if (forget != null) {
      Forget later = forget.gone(clock.instant());
      done.put(later.id(), later);
      stored.put(stored(later), later);
    }
  }

  /** Another M1 account stands behind the id: what is in the one before cannot be deleted. */
  public void outOfReach(AccountId account) {
    noteAll();
    for (Forget forget : List.copyOf(pending.values())) {
      if (forget.account().equals(account) && forget.atM1() != AtM1.NOT_KNOWN) {
        put(forget.at(AtM1.OUT_OF_REACH));
      }
    }
  }

  /** Looks what became of those that are under way, and lets Kafka close its segments. */
  public void step() {
    noteAll();
    List.copyOf(pending.values()).stream().limit(PORTION).forEach(this::look);
    Instant now = clock.instant();
    if (now.isBefore(nextBeat) || (pending.isEmpty() && done.isEmpty())) {
      return;
    }
    nextBeat = now.plus(settings.beat());
    for (Forget forget : List.copyOf(done.values())) {
      Instant goneAt = forget.goneAt();
      if (goneAt != null && !now.isBefore(goneAt.plus(settings.remember()))) {
        done.remove(forget.id());
        stored.remove(stored(forget));
      }
    }
    beat.run();
  }

  private void look(Forget forget) {
    // To the end of the line.
    pending.remove(forget.id());
    pending.put(forget.id(), forget);
    ContactState state = contacts.get(forget.key());
    if (isUnderWay(state)) {
      note(forget, state);
      return;
    }
    if (state.desired() == null && state.progress() instanceof Progress.Rejected) {
      // The call that it was on was refused after the order: nothing of it stands in M1.
      contacts.apply(state, Transition.to(Moves.idle(state).withProblem(null)));
    }
    Forget gone = forget.gone(clock.instant());
    pending.remove(forget.id());
    done.put(forget.id(), gone);
    stored.put(stored(gone), gone);
    orders.end(forget.key());
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, gone.account())
        .with(LogKey.OUTCOME, gone.atM1())
        .say("A contact is forgotten");
  }

  /** What the CRM made of it since is not under way: it came after the order. */
  private static boolean isUnderWay(ContactState state) {
    boolean held =
        state.progress() instanceof Progress.Held on && (on.row() == null || on.deletePending());
    return held || !state.stale().isEmpty();
  }

  /** A look comes in turn, and what stands in M1 may be gone, or out of reach, by then. */
  private void noteAll() {
    for (ContactKey contact : orders.takeToGo()) {
      Forget forget = pending.get(Forget.id(contact));
      if (forget != null) {
        note(forget, contacts.get(contact));
      }
    }
  }

  private void note(Forget forget, ContactState state) {
    AtM1 seen = seen(forget, state);
    if (seen != forget.atM1()) {
      put(forget.at(seen));
    }
  }

  private AtM1 seen(Forget forget, ContactState state) {
    if (!state.isInM1() || forget.atM1() == AtM1.OUT_OF_REACH) {
      return forget.atM1();
    }
    boolean shared =
        state.stale().stream()
            .anyMatch(stale -> contacts.isHeldByAnother(state.key(), stale.email()));
    return shared || forget.atM1() == AtM1.KEPT_FOR_ANOTHER ? AtM1.KEPT_FOR_ANOTHER : AtM1.WAITING;
  }

  private void put(Forget forget) {
    pending.put(forget.id(), forget);
    stored.put(stored(forget), forget);
  }

  private static String stored(Forget forget) {
    return stored(forget.account(), forget.id());
  }

  private static String stored(AccountId account, String id) {
    return account + "/" + id;
  }

  /** The order to forget a contact, also from another thread; empty if there is none. */
  public static Optional<Forget> read(
      ReadOnlyKeyValueStore<String, byte[]> ledger, ContactKey contact) {
    return Ledger.read(
        ledger, SECTION, Forget.class, stored(contact.account(), Forget.id(contact)));
  }
}
