package io.m1bridge.edm.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.EngagementEvent.Action;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a campaign in numbers.
 *
 * @param published rows published so far
 * @param accounted how many of the rows that M1 has now are known to be published; less than {@code
 *     published} where rows vanished at M1
 * @param atM1 what M1 counted when it was last asked; null before
 * @param unlisted rows that M1 counted but did not list, at the last full read
 * @param byAction published rows by action word
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Counts(
    long published,
    long accounted,
    @Nullable Long atM1,
    long unlisted,
    Map<String, Long> byAction) {

  public Counts {
    byAction = Map.copyOf(byAction);
  }

  static Counts none() {
    return new Counts(0, 0, null, 0, Map.of());
  }

  /** Published rows that M1 no longer shows. */
  public long vanished() {
    return published - accounted;
  }

  /** After publishing these rows. */
  Counts plus(Iterable<Action> actions) {
    Map<String, Long> counts = new HashMap<>(byAction);
    long added = 0;
    for (Action action : actions) {
      counts.merge(action.word(), 1L, Long::sum);
      added++;
    }
    return new Counts(published + added, accounted, atM1, unlisted, counts);
  }

  /** After an answer of M1. */
  Counts seen(long nowAccounted, long total) {
    return new Counts(published, nowAccounted, total, unlisted, byAction);
  }

  Counts withUnlisted(long rows) {
    return new Counts(published, accounted, atM1, rows, byAction);
  }
}
