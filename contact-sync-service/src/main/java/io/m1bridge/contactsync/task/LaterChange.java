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
 * partition the offsets decide; else what was read, or settled, before the letter was written came
 * before it, and of what was settled since nobody can tell.
 *
 * <p>Why: {@code docs/rationale.md#a-replay-takes-what-nothing-newer-followed}.
 *
 * @param source of the change that was put aside
 * @param putAside when
 * @param oneTopic whether changes are read from a single topic: contacts keep partition and offset
 *     alone of what is settled
 */
record LaterChange(Coordinates source, Instant putAside, boolean oneTopic) {

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
    if (isFollowedBy(state.waiting()) || isFollowedBy(state.carried())) {
      return Known.SOME;
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

  private boolean isFollowedBy(@Nullable OpenChange open) {
    if (open == null) {
      return false;
    }
    boolean sameTopic = open.source().topic().equals(source.topic());
    return sameTopic && open.source().partition() == source.partition()
        ? open.source().offset() >= source.offset()
        : !open.receivedAt().isBefore(putAside);
  }

  private Known known(Trail.Settled settled) {
    boolean samePartition = settled.partition() == source.partition();
    if (samePartition && settled.offset() >= source.offset()) {
      return Known.SOME;
    }
    boolean before = (samePartition && oneTopic) || settled.at().isBefore(putAside);
    return before ? Known.NONE : Known.UNTOLD;
  }
}
