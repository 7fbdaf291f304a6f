package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.contact.Listed;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Trail;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.store.WorkRules.Block;
import io.m1bridge.contactsync.undelivered.Obstacle;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The one way a contact is written: address index, queue entry, results, original and stored state
 * always change together.
 */
public final class ContactStore {

  private final KeyValueStore<String, ContactState> contacts;
  private final Originals originals;
  private final AddressIndex addresses;
  private final KeyedContacts keyed;
  private final GoneContacts gone;
  private final AddressMoves moves;
  private final ContactQueue queue;
  private final ResultPublisher results;
  private final AccountCounts counts;
  private final ForgetOrders orders;
  private final WorkRules rules;
  private final UndeliveredList undelivered;
  private final InternalErrors errors;
  private final Clock clock;
  private final ContactGrowth growth;
  private final Removals removals = new Removals();
  private final Map<AccountId, Long> settled = new HashMap<>();
  private final Map<AccountId, Long> writes = new HashMap<>();

  public ContactStore(
      KeyValueStore<String, ContactState> contacts,
      Originals originals,
      Ledger ledger,
      ContactQueue queue,
      ResultPublisher results,
      WorkRules rules,
      ForgetOrders orders,
      UndeliveredList undelivered,
      InternalErrors errors,
      Clock clock) {
    this.contacts = contacts;
    this.originals = originals;
    this.addresses = new AddressIndex(ledger);
    this.keyed = new KeyedContacts(ledger, clock, orders::looksFirst);
    this.gone = new GoneContacts(ledger, clock);
    this.moves =
        new AddressMoves(
            addresses, this::get, state -> orders.mode(state).moves(), this::permitted, clock);
    this.queue = queue;
    this.results = results;
    this.orders = orders;
    this.rules = rules;
    this.undelivered = undelivered;
    this.errors = errors;
    this.clock = clock;
    this.growth = new ContactGrowth(ledger);
    this.counts = new AccountCounts(ledger, growth, clock);
  }

  public ContactState get(ContactKey key) {
    ContactState state = contacts.get(key.stored());
    return state == null ? ContactState.unknown(key) : state;
  }

  /** Whether an address belongs to another contact than this. */
  public boolean isHeldByAnother(ContactKey key, String email) {
    return addresses.holder(key.account(), email).filter(holder -> !holder.equals(key)).isPresent();
  }

  /** The contact that an address belongs to; empty if to none. */
  public Optional<ContactState> holding(AccountId account, String email) {
    return addresses.holder(account, email).map(this::get);
  }

  /** Keys of an account's contacts, in their order, behind one; all of them behind "". */
  public List<ContactKey> keys(AccountId account, String after, int most) {
    List<ContactKey> keys = new ArrayList<>();
    String prefix = account.value() + "/";
    try (KeyValueIterator<String, ContactState> all =
        contacts.range(prefix + after, Ledger.end(prefix))) {
      while (all.hasNext() && keys.size() < most) {
        ContactKey key = all.next().value.key();
        if (!key.key().equals(after)) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /** What may be done next. */
  public Work work(ContactState state) {
    return rules.next(permitted(state), orders.mode(state)).work();
  }

  /** Whether an address may be mailed has changed: whoever wants it is looked at again. */
  public void reconsider(AccountId account, String email) {
    holding(account, email).ifPresent(state -> apply(state, Transition.to(state)));
    keyed.reconsider(account, email);
  }

  /** Goes on with whom {@link #reconsider} looks at. */
  public void reconsiderMore() {
    keyed.emails().step(key -> apply(get(key), Transition.to(get(key))));
  }

  /** What is kept of contacts that are known by something else than their email. */
  public KeyedContacts keyed() {
    return keyed;
  }

  /** What our deletes take out of M1's lists. */
  public Removals removals() {
    return removals;
  }

  /** What is kept of contacts that are not. */
  public GoneContacts gone() {
    return gone;
  }

  /** What may be done, by the mode and by consent. */
  public WorkRules rules() {
    return rules;
  }

  /** How fast the contacts in M1 grow in number. */
  public ContactGrowth growth() {
    return growth;
  }

  /** How often contacts of an account were written since this task began. */
  public long writes(AccountId account) {
    return writes.getOrDefault(account, 0L);
  }

  /** Terminal results of an account since this task began. */
  public long settled(AccountId account) {
    return settled.getOrDefault(account, 0L);
  }

  /** What is open, and how many contacts there are. */
  public ContactCounts counts(AccountId account) {
    return counts.of(account);
  }

  /**
   * Writes what became of a contact.
   *
   * @return the state as stored
   */
  public ContactState apply(ContactState before, Transition transition) {
    List<Ending> endings = new ArrayList<>(transition.endings());
    AddressIndex.Update update = moves.update(before, permitted(transition.state()));
    ContactState after = update.state();
    keyed.update(before, after);
    WorkRules.Allowed next;
    try {
      next = rules.next(after, orders.mode(after));
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      // It would be thrown again after every restart: the contact has to get out of the way.
      after = rejected(after, e.getClass().getName(), endings);
      next = WorkRules.Allowed.NOTHING;
    }
    Optional<Ending> end = Finished.of(after, next);
    OpenChange waiting = after.waiting();
    if (end.isPresent()) {
      endings.add(end.get());
      after = after.waitingFor(null);
    } else if (waiting != null
        && after.progress() instanceof Progress.Parked
        && !(before.progress() instanceof Progress.Parked)) {
      endings.add(
          Ending.parked(
              waiting, null, "Another contact has its address: it waits until that is free"));
    }
    endings.forEach(ending -> end(before.key(), ending));
    after = after.with(Trail.of(before, after, endings, next.work(), clock.instant()));
    after = enqueue(before, after, next.work());
    Optional<Obstacle> obstacle = Obstacle.of(after, next.block().map(Block::obstacle));
    after = placed(before, after, obstacle);
    store(before, after);
    for (ContactKey key : update.freed()) {
      ContactState waiter = get(key);
      apply(waiter, Transition.to(Moves.idle(waiter)));
    }
    return after;
  }

  /** A change in flight and one that waits end both. */
  private ContactState rejected(ContactState met, String error, List<Ending> endings) {
    ContactState at = met;
    do {
      Transition rejection = errors.rejection(at, error);
      endings.addAll(rejection.endings());
      at = rejection.state();
    } while (at.waiting() != null);
    return at;
  }

  /** A change of the contact was put aside: until another one is taken it is not delivered. */
  public void putAside(ContactKey key, String code, Coordinates source) {
    ContactState before = get(key);
    ContactState after =
        before.listed(Listed.unread(before.listed(), code, source, clock.instant()));
    store(before, placed(before, after, Optional.empty()));
  }

  private ContactState placed(
      ContactState before, ContactState after, Optional<Obstacle> obstacle) {
    Optional<Instant> queued = QueueEntry.since(after.progress());
    return undelivered.update(before.listed(), after, queued, obstacle);
  }

  private void end(ContactKey key, Ending ending) {
    results.publish(
        key,
        ending,
        ending.deadLetter() == null ? Optional.empty() : originals.get(key, ending.change()));
    if (ending.outcome().terminal()) {
      settled.merge(key.account(), 1L, Long::sum);
    }
  }

  private ContactState permitted(ContactState state) {
    return rules.permitted(state, orders.mode(state));
  }

  private ContactState enqueue(ContactState before, ContactState after, Work work) {
    String old = Progress.queueKey(before.progress());
    Optional<Lane> lane = Lane.of(work);
    String entry = lane.isEmpty() ? null : entry(lane.get(), old, after);
    if (old != null && !old.equals(entry)) {
      queue.remove(old);
    }
    if (entry != null) {
      if (!entry.equals(old)) {
        queue.add(entry, after.key());
      }
      return Moves.queued(after, entry, orders.aside(lane.get(), after));
    }
    return after.progress() instanceof Progress.Queued ? Moves.idle(after) : after;
  }

  private String entry(Lane lane, @Nullable String old, ContactState state) {
    Aside aside = orders.aside(lane, state);
    if (old != null && ContactQueue.isIn(old, lane, aside)) {
      return old;
    }
    OpenChange waiting = state.waiting();
    Instant since = waiting == null ? clock.instant() : waiting.receivedAt();
    return ContactQueue.entry(state.key(), lane, aside, since);
  }

  private void store(ContactState before, ContactState after) {
    writes.merge(after.account(), 1L, Long::sum);
    originals.free(before, after);
    orders.stored(after);
    if (after.isForgettable()) {
      contacts.delete(after.key().stored());
      orders.left(after, gone);
    } else {
      contacts.put(after.key().stored(), after);
    }
    counts.changed(before, after);
  }
}
