package io.m1bridge.edm.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.EngagementEvent.Action;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a campaign in numbers.
 *
 * @param published rows published as events so far
 * @param deadLetters rows put on {@code edm.dead-letters} instead
 * @param accounted how many of the rows that M1 lists now are known to be published, dead letters
 *     included; fewer than both where rows vanished at M1
 * @param atM1 what M1 counted when it was last asked; null before, or if it does not tell
 * @param unlisted rows that M1 counted but did not list, when its list was last read to the end
 * @param countUnusable M1 gives no count, or one lower than its list: nothing can rest on it
 * @param byAction published rows by action word
 * @param replayed dead letters that are settled: their rows were read again and are published
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Counts(
    long published,
    long deadLetters,
    long accounted,
    @Nullable Long atM1,
    long unlisted,
    boolean countUnusable,
    Map<String, Long> byAction,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long replayed) {

  /** Of a campaign no letter of which was replayed. */
  public Counts(
      long published,
      long deadLetters,
      long accounted,
      @Nullable Long atM1,
      long unlisted,
      boolean countUnusable,
      Map<String, Long> byAction) {
    this(published, deadLetters, accounted, atM1, unlisted, countUnusable, byAction, 0);
  }

  public Counts {
    byAction = Map.copyOf(byAction);
  }

  static Counts none() {
    return new Counts(0, 0, 0, null, 0, false, Map.of());
  }

  /** Published rows that M1 no longer shows. */
  public long vanished() {
    return Math.max(0, published + deadLetters - accounted);
  }

  /** Whether every row that M1 counts and lists is published. */
  public boolean agree() {
    return atM1 != null && atM1 == accounted + unlisted;
  }

  /** After publishing so many events of each action, and so many dead letters. */
  Counts plus(Map<Action, Long> events, long moreDeadLetters) {
    Map<String, Long> counts = new HashMap<>(byAction);
    events.forEach((action, rows) -> counts.merge(action.word(), rows, Long::sum));
    return new Counts(
        published + events.values().stream().mapToLong(rows -> rows).sum(),
        deadLetters + moreDeadLetters,
        accounted,
        atM1,
        unlisted,
        countUnusable,
        counts,
        replayed);
  }

  /** After a dead letter was replayed. */
  Counts withReplayed() {
    return new Counts(
        published,
        Math.max(0, deadLetters - 1),
        accounted,
        atM1,
        unlisted,
        countUnusable,
        byAction,
        replayed + 1);
  }

  /** Of which so many dead letters were replayed. */
  Counts withReplayed(long letters) {
    return new Counts(
        published, deadLetters, accounted, atM1, unlisted, countUnusable, byAction, letters);
  }

  /**
   * After the loss of what told which letters were settled: only those of which an event tells are.
   *
   * @param settled of those that were
   */
  Counts reopened(long settled) {
    return new Counts(
        published,
        deadLetters + replayed - settled,
        accounted,
        atM1,
        unlisted,
        countUnusable,
        byAction,
        settled);
  }

  Counts withAccounted(long rows) {
    return new Counts(
        published, deadLetters, rows, atM1, unlisted, countUnusable, byAction, replayed);
  }

  Counts withAtM1(@Nullable Long rows) {
    return new Counts(
        published, deadLetters, accounted, rows, unlisted, countUnusable, byAction, replayed);
  }

  Counts withUnlisted(long rows) {
    return new Counts(
        published, deadLetters, accounted, atM1, rows, countUnusable, byAction, replayed);
  }

  Counts withCountUnusable(boolean unusable) {
    return new Counts(
        published, deadLetters, accounted, atM1, unlisted, unusable, byAction, replayed);
  }
}
