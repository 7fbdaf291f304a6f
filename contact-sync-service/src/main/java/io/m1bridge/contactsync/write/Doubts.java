package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.account.Remembered;
import io.m1bridge.contactsync.account.Writes;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Outcomes;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is to blame where M1 says no and not why: nobody, until another write passes. A batch that is
 * refused after that is looked into. A contact alone is to blame where others pass again and again
 * in between.
 *
 * <p>Why: {@code docs/rationale.md#only-a-write-that-passes-blames-another}.
 */
final class Doubts {

  /** Refusals of a contact that stands alone which have to count before it is rejected. */
  private static final int LAST_TRIES = 2;

  /** Contacts that are remembered; the oldest is given up. */
  private static final int REMEMBERED = 50_000;

  /**
   * Calls without an answer after which a batch is looked into: each takes minutes, and parts harm
   * nobody.
   */
  private static final int UNANSWERED = 2;

  /** The same of a contact alone before it is rejected: answers get lost for many a reason. */
  private static final int UNANSWERED_ALONE = 20;

  private final int failuresUntilBisect;

  /** Of contacts that are sent again without a change. */
  private final Map<ContactKey, Doubt> withoutChange = Remembered.atMost(REMEMBERED);

  /**
   * Of contacts whose calls had no answer, in memory: after a restart it takes as many again. Apart
   * from what M1 refused: a single no after some lost answers had a contact rejected.
   */
  private final Map<ContactKey, Unanswered> unanswered = Remembered.atMost(REMEMBERED);

  Doubts(int failuresUntilBisect) {
    this.failuresUntilBisect = failuresUntilBisect;
  }

  /**
   * How M1's refusals of a contact are counted.
   *
   * @param failures those that count
   * @param since a write has to pass after this for the next one to count
   */
  record Doubt(int failures, Instant since) {

    /** Whether this is not the first one. */
    boolean again() {
      return failures > 0;
    }
  }

  /**
   * @param change what was sent; empty where that is none
   */
  private record Unanswered(String change, Doubt doubt) {}

  /** What M1 does not say. */
  enum Silence {
    /** Why it did not do it. */
    OF_REASON("M1 did not do it, and did not say why"),
    /** Whether it did it. */
    ALTOGETHER("Nobody can tell whether M1 did it; it can no longer");

    private final String words;

    Silence(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * What there is against a contact after one more refusal, or call without an answer. In a batch
   * it counts where a write passed since the first one; of a contact alone, where one passed since
   * the last that counted.
   */
  Doubt refused(
      AccountWork account, Intent intent, ContactState state, Silence silence, Instant now) {
    Doubt before = of(state, silence);
    if (before == null) {
      return new Doubt(silence == Silence.OF_REASON ? failures(state) : 0, now);
    }
    if (!account.writes().acceptedSince(intent.kind(), before.since())) {
      return before;
    }
    boolean alone = intent.contacts().size() == 1;
    return new Doubt(before.failures() + 1, alone ? now : before.since());
  }

  private static int failures(ContactState state) {
    OpenChange carried = state.carried();
    return carried == null ? 0 : carried.failures();
  }

  private static String change(ContactState state) {
    OpenChange carried = state.carried();
    return carried == null ? "" : carried.eventId();
  }

  private @Nullable Doubt of(ContactState state, Silence silence) {
    if (silence == Silence.ALTOGETHER) {
      Unanswered before = unanswered.get(state.key());
      return before == null || !before.change().equals(change(state)) ? null : before.doubt();
    }
    OpenChange carried = state.carried();
    if (carried == null) {
      return withoutChange.get(state.key());
    }
    Instant since = carried.refusedSince();
    return since == null ? null : new Doubt(carried.failures(), since);
  }

  /** The contact with what there is against it. */
  ContactState with(ContactState state, Doubt doubt, Silence silence) {
    if (silence == Silence.ALTOGETHER) {
      unanswered.put(state.key(), new Unanswered(change(state), doubt));
      return state;
    }
    if (state.carried() == null) {
      withoutChange.put(state.key(), doubt);
    }
    return Outcomes.failed(state, doubt.failures(), doubt.since());
  }

  /** What is left of that where a batch is looked into: few more refusals have to count. */
  Doubt parted(Doubt doubt) {
    return new Doubt(Math.min(doubt.failures(), left()), doubt.since());
  }

  /** The same of a contact that is tried alone from now on: only what passes after this counts. */
  Doubt alone(Doubt doubt, Instant now) {
    return new Doubt(Math.min(doubt.failures(), left()), now);
  }

  private int left() {
    return Math.max(0, failuresUntilBisect - LAST_TRIES);
  }

  /** M1 accepted a call for it. */
  void passed(ContactState state) {
    withoutChange.remove(state.key());
    unanswered.remove(state.key());
  }

  /** Whether that is enough to look into what was refused, or to reject a contact alone. */
  boolean isEnough(Doubt doubt, Silence silence, boolean alone) {
    int least =
        switch (silence) {
          case OF_REASON -> failuresUntilBisect;
          case ALTOGETHER -> alone ? UNANSWERED_ALONE : UNANSWERED;
        };
    return doubt.failures() >= least;
  }

  /** Whether writes are refused so often in a row that one is tried alone. */
  boolean isTimeToTryOne(AccountWork account, Intent intent, Silence silence) {
    int least = silence == Silence.OF_REASON ? failuresUntilBisect : UNANSWERED;
    return account.writes().refusedInARow(intent.kind()) >= least;
  }

  /** Whether a contact that alone is left was refused for so long that it ends. */
  boolean isOver(AccountWork account, Doubt doubt, Instant now) {
    return !now.isBefore(doubt.since().plus(Writes.PATIENCE))
        && account.acceptedSince(now.minus(Writes.READS_PASS));
  }
}
