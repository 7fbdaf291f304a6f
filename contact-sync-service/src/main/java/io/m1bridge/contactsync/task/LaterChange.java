package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Trail;
import io.m1bridge.contactsync.store.GoneContacts;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change of a contact was taken that came after one that was put aside, of which the
 * contact knows nothing: intake did that before anybody knew whose change it was. Within a
 * partition offsets decide, as long as times do not contradict them: a topic that was begun anew
 * counts from 0 again, and one that was renamed has offsets of its own. Else what was read before
 * the letter was written came before it. Where nobody can tell, the letter is not taken.
 *
 * <p>Why: {@code docs/rationale.md#a-replay-takes-what-nothing-newer-followed}.
 *
 * @param source of the change that was put aside
 * @param putAside when
 */
record LaterChange(Coordinates source, Instant putAside) {

  /** The answer. */
  enum Known {
    /** None was taken: it is still what the CRM said last. */
    NONE,
    /** One was, or may have been. */
    SOME,
    /** What became of the contact since is not known any more. */
    UNTOLD
  }

  /**
   * Looks for one.
   *
   * @param state of the contact
   * @param remember how long it is known of contacts that are gone
   */
  Known of(ContactState state, GoneContacts gone, Duration remember) {
    Known open = known(state.waiting(), known(state.carried(), Known.NONE));
    if (open != Known.NONE) {
      return open;
    }
    Trail trail = state.trail();
    Trail.Settled settled = trail == null ? null : trail.settled();
    if (settled != null) {
      return known(settled);
    }
    if (state.waiting() != null || state.carried() != null) {
      return Known.NONE;
    }
    if (state.desired() != null || state.isInM1()) {
      return Known.UNTOLD;
    }
    Trail.Settled last = gone.last(state.key());
    if (last != null) {
      return known(last);
    }
    return putAside.isBefore(gone.knownSince(remember)) ? Known.UNTOLD : Known.NONE;
  }

  /** The topic of an open change is known: read later, it came later. */
  private Known known(@Nullable OpenChange open, Known other) {
    if (open == null || other == Known.SOME) {
      return other;
    }
    boolean sameTopic = open.source().topic().equals(source.topic());
    boolean samePlace = sameTopic && open.source().partition() == source.partition();
    Known known = known(samePlace, open.source().offset(), open.readAt(), Known.SOME);
    return known == Known.NONE ? other : known;
  }

  private Known known(Trail.Settled settled) {
    boolean samePartition = settled.partition() == source.partition();
    Instant readAt = settled.readAt();
    if (readAt != null) {
      Known known = known(samePartition, settled.offset(), readAt, Known.UNTOLD);
      // The owner puts some aside long after intake read them: others may have come in between.
      boolean between = !samePartition && !settled.at().isBefore(putAside);
      return known == Known.NONE && between ? Known.UNTOLD : known;
    }
    if (samePartition && settled.offset() >= source.offset()) {
      return Known.SOME;
    }
    return settled.at().isBefore(putAside) ? Known.NONE : Known.UNTOLD;
  }

  /**
   * @param samePlace whether offsets compare, in the same topic
   * @param after what one is that was read after the letter was written, as far as times say
   */
  private Known known(boolean samePlace, long offset, Instant readAt, Known after) {
    if (samePlace && offset >= source.offset()) {
      return readAt.isBefore(putAside) ? Known.UNTOLD : Known.SOME;
    }
    boolean before = samePlace ? !readAt.isAfter(putAside) : readAt.isBefore(putAside);
    return before ? Known.NONE : after;
  }
}
