package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Trail;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the last change of each contact ended of which nothing else is kept, since it was deleted: a
 * dead letter from before must not bring it back. Some 70 bytes each, for as long as letters are
 * kept.
 *
 * <p>Not thread-safe: belongs to its task.
 *
 * <p>Why: {@code docs/rationale.md#a-replay-takes-what-nothing-newer-followed}.
 */
public final class GoneContacts {

  private static final Duration LOOK_EVERY = Duration.ofHours(6);

  /** Looked at in each step. */
  private static final int PORTION = 200;

  private static final String BEGAN = "of-task";

  private final Ledger ledger;
  private final Ledger.Section<Trail> stored;
  private final Ledger.Section<Instant> began;
  private final Clock clock;
  private Instant since = Instant.MAX;
  private boolean noted;
  private Instant nextLook = Instant.MIN;
  private String looked = "";

  GoneContacts(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.stored = ledger.section("gone", Trail.class);
    this.began = ledger.section("gone-since", Instant.class);
    this.clock = clock;
  }

  /**
   * Finds since when they are kept: a version before kept none. To be called before anything is
   * written to the ledger, for of a task that begins with nothing all are known.
   */
  public void load() {
    Instant known = began.get(BEGAN).orElse(null);
    noted = known != null;
    since = known != null ? known : ledger.isEmpty() ? Instant.EPOCH : clock.instant();
  }

  /** Whatever was settled at this time or later is known. */
  public Instant knownSince(Duration remember) {
    Instant kept = clock.instant().minus(remember);
    return since.isAfter(kept) ? since : kept;
  }

  /** How the last change of a contact ended; null if none is known. */
  public Trail.@Nullable Settled last(ContactKey contact) {
    return stored.get(contact.stored()).map(Trail::settled).orElse(null);
  }

  /** Nothing else is kept of a contact. What a person's order ended leaves nothing at all. */
  void left(ContactState contact) {
    Trail trail = contact.trail();
    Trail.Settled settled = trail == null ? null : trail.settled();
    if (settled != null && settled.outcome() != Outcome.BLOCKED) {
      stored.put(contact.key().stored(), new Trail(settled, null));
    }
  }

  /** A person has a contact forgotten. */
  public void forget(ContactKey contact) {
    stored.remove(contact.stored());
  }

  /** Drops a portion of those that are old, every few hours. */
  public void step(Duration remember) {
    if (!noted) {
      began.put(BEGAN, since);
      noted = true;
    }
    Instant now = clock.instant();
    if (now.isBefore(nextLook)) {
      return;
    }
    Instant before = now.minus(remember);
    List<Map.Entry<String, Trail>> some = stored.entries(looked, PORTION);
    for (Map.Entry<String, Trail> one : some) {
      Trail.Settled settled = one.getValue().settled();
      if (settled == null || settled.at().isBefore(before)) {
        stored.remove(one.getKey());
      }
    }
    boolean last = some.size() < PORTION;
    looked = last ? "" : some.get(some.size() - 1).getKey();
    nextLook = last ? now.plus(LOOK_EVERY) : now;
  }
}
