package io.m1bridge.edm.summary;

import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementEvent.Bounce;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one recipient did in one campaign, each once. Counted per campaign, it tells how many
 * recipients did it; of what may go together, the pairs that are asked for have a mark of their
 * own. Ordinals are kept in stores: new ones go to the end.
 */
public enum RecipientMark {
  /** Has any row. */
  KNOWN,
  OPENED,
  CLICKED,
  OPENED_AND_CLICKED,
  UNSUBSCRIBED,
  COMPLAINED,
  HARD_BOUNCED,
  SOFT_BOUNCED,
  HARD_AND_SOFT_BOUNCED,
  SENT,
  /** Has a row of another kind than {@link #SENT}. */
  ACTED,
  ACTED_AND_SENT;

  /** The marks that were set before, and those that an event adds. */
  public record Change(Set<RecipientMark> before, Set<RecipientMark> gained) {

    /** Whether the event is the first final bounce in its campaign. */
    public boolean firstBounce() {
      return !before.contains(HARD_BOUNCED)
          && !before.contains(SOFT_BOUNCED)
          && (gained.contains(HARD_BOUNCED) || gained.contains(SOFT_BOUNCED));
    }

    /** All of them, for the store. */
    public int bits() {
      int bits = 0;
      for (RecipientMark mark : before) {
        bits |= 1 << mark.ordinal();
      }
      for (RecipientMark mark : gained) {
        bits |= 1 << mark.ordinal();
      }
      return bits;
    }
  }

  /**
   * @param bits the marks that are set
   */
  public static Change change(int bits, EngagementEvent event) {
    EnumSet<RecipientMark> before = EnumSet.noneOf(RecipientMark.class);
    for (RecipientMark mark : values()) {
      if ((bits & 1 << mark.ordinal()) != 0) {
        before.add(mark);
      }
    }
    EnumSet<RecipientMark> after = EnumSet.copyOf(of(event));
    after.addAll(before);
    pair(after, OPENED, CLICKED, OPENED_AND_CLICKED);
    pair(after, HARD_BOUNCED, SOFT_BOUNCED, HARD_AND_SOFT_BOUNCED);
    pair(after, ACTED, SENT, ACTED_AND_SENT);
    after.removeAll(before);
    return new Change(before, after);
  }

  static boolean isHard(Bounce bounce) {
    return "hard".equals(bounce.kind());
  }

  private static void pair(
      Set<RecipientMark> marks, RecipientMark one, RecipientMark other, RecipientMark both) {
    if (marks.contains(one) && marks.contains(other)) {
      marks.add(both);
    }
  }

  private static EnumSet<RecipientMark> of(EngagementEvent event) {
    EnumSet<RecipientMark> marks = EnumSet.of(KNOWN);
    marks.add(event.action() == Action.SENT ? SENT : ACTED);
    switch (event.action()) {
      case OPENED -> marks.add(OPENED);
      case CLICKED -> marks.add(CLICKED);
      case UNSUBSCRIBED -> marks.add(UNSUBSCRIBED);
      case COMPLAINED -> marks.add(COMPLAINED);
      case BOUNCED -> {
        Bounce bounce = event.bounce();
        if (bounce != null && bounce.isFinal()) {
          marks.add(isHard(bounce) ? HARD_BOUNCED : SOFT_BOUNCED);
        }
      }
      case SENT, UNKNOWN -> {}
    }
    return marks;
  }
}
