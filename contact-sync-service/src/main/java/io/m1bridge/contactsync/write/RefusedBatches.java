package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.account.CallSizes;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactQueue.Place;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.write.Doubts.Silence;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the culprits of refused batches. The first half is sent alone. If it passes, a culprit is
 * in the rest, which is halved without a call; if not, the rest is as good as never tried, and goes
 * back to its lane. Who stands alone is sent alone before he is rejected, so that a refusal of
 * another kind costs calls and no contact.
 *
 * <p>Why: {@code docs/rationale.md#culprits-are-found-by-group-testing}.
 */
public final class RefusedBatches {

  private static final int MOST = 10_000;

  /** After an outage each of them takes a call of its own. */
  private static final int MOST_ALONE = 8;

  /** Of calls without an answer each is repeated every few minutes, for as long as that goes on. */
  private static final int MOST_UNANSWERED = 2;

  private final ContactStore contacts;
  private final ContactQueue queue;

  public RefusedBatches(ContactStore contacts, ContactQueue queue) {
    this.contacts = contacts;
    this.queue = queue;
  }

  /** Where each contact of a refused call waits, by its key. */
  static Function<String, Aside> parts(Intent intent) {
    return parted(intent, Aside.first(intent.callId()), Aside.rest(intent.callId()));
  }

  /** The same of a call that was too large: both halves are sent. */
  static Function<String, Aside> halves(Intent intent) {
    return parted(intent, Aside.half(intent.callId(), 0), Aside.half(intent.callId(), 1));
  }

  private static Function<String, Aside> parted(Intent intent, Aside first, Aside second) {
    List<String> keys = intent.contacts();
    Set<String> firstHalf = new HashSet<>(keys.subList(0, keys.size() / 2));
    return key -> firstHalf.contains(key) ? first : second;
  }

  /**
   * A call for this part passed, which has the id.
   *
   * @param sizes learns where nobody was the culprit
   */
  void accepted(AccountId account, Aside part, Intent passed, CallSizes sizes, Instant now) {
    if (!places(account, Aside.Kind.BISECT, part).isEmpty()) {
      return;
    }
    String callId = passed.callId();
    List<ContactState> rest = waiting(account, Aside.Kind.BISECT_REST, part);
    if (!rest.isEmpty()) {
      sizes.passed(part.name(), callId);
    } else if (passed.contacts().size() == 1) {
      sizes.allPassed(part.name(), now);
    }
    for (int i = 0; i < rest.size(); i++) {
      boolean first = rest.size() == 1 || i < rest.size() / 2;
      move(rest.get(i), first ? Aside.first(callId) : Aside.rest(callId));
    }
  }

  /** A call for this part was refused, too. */
  void refused(AccountId account, Aside part) {
    for (Aside.Kind kind : List.of(Aside.Kind.BISECT, Aside.Kind.BISECT_REST)) {
      waiting(account, kind, part).forEach(state -> move(state, null));
    }
  }

  /** Whether one more contact may be tried alone, where nothing passes. */
  boolean mayTryAlone(AccountId account, Silence silence) {
    long alone =
        queue.places(account, Aside.Kind.BISECT).stream()
            .filter(place -> place.aside().isDoubted())
            .count();
    return alone < (silence == Silence.OF_REASON ? MOST_ALONE : MOST_UNANSWERED);
  }

  /** Whether hardly any change waits but what nothing passes of. */
  boolean isQuiet(AccountId account) {
    return contacts.counts(account).pending() <= MOST_ALONE;
  }

  /**
   * Lets go on what waits for a first part that is not there any more: its contacts were deleted
   * meanwhile, or are to be.
   *
   * @param openCalls calls of the account without a known outcome: one may be for such a part
   */
  public void release(AccountId account, int openCalls) {
    List<Place> rests = queue.places(account, Aside.Kind.BISECT_REST);
    if (openCalls > 0) {
      return;
    }
    for (Place rest : rests) {
      if (places(account, Aside.Kind.BISECT, rest.aside()).isEmpty()) {
        waiting(account, rest).forEach(state -> move(state, null));
      }
    }
  }

  private void move(ContactState state, @Nullable Aside aside) {
    contacts.apply(state, Transition.to(Moves.aside(state, aside)));
  }

  private List<Place> places(AccountId account, Aside.Kind kind, Aside part) {
    return queue.places(account, kind).stream()
        .filter(place -> place.aside().name().equals(part.name()))
        .toList();
  }

  private List<ContactState> waiting(AccountId account, Aside.Kind kind, Aside part) {
    List<ContactState> waiting = new ArrayList<>();
    places(account, kind, part).forEach(place -> waiting.addAll(waiting(account, place)));
    return waiting;
  }

  private List<ContactState> waiting(AccountId account, Place place) {
    List<ContactState> waiting = new ArrayList<>();
    for (ContactKey key : queue.scan(account, place, MOST)) {
      waiting.add(contacts.get(key));
    }
    return waiting;
  }
}
