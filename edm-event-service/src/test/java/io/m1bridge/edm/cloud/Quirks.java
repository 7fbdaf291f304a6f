package io.m1bridge.edm.cloud;

import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * How this M1 answers where its page says nothing.
 *
 * @param pageCap the most rows in one page
 * @param count what its count is worth
 * @param honoursWindow whether {@code start} and {@code end} choose rows
 * @param countHonoursWindow whether the count is that of the window
 * @param deepest the last page that it gives
 * @param beyond what deeper ones get
 * @param pages false if it gives its first page for each
 */
public record Quirks(
    int pageCap,
    Count count,
    boolean honoursWindow,
    boolean countHonoursWindow,
    int deepest,
    Beyond beyond,
    boolean pages) {

  /** What a page gets that is too deep. */
  public enum Beyond {
    REFUSED,
    /** An answer that says neither success nor failure. */
    NO_ANSWER,
    /** The deepest page, once more. */
    DEEPEST
  }

  /** What {@code total_count} says. */
  public enum Count {
    HONEST,
    ABSENT,
    /** Never more than ten. */
    CAPPED,
    /** The rows of this page. */
    OF_PAGE,
    /** Three more than are listed. */
    OVER,
    /** Another one each time. */
    NOISE
  }

  public static Quirks none(int pageCap) {
    return new Quirks(pageCap, Count.HONEST, true, true, Integer.MAX_VALUE, Beyond.REFUSED, true);
  }

  public Quirks with(Count other) {
    return new Quirks(pageCap, other, honoursWindow, countHonoursWindow, deepest, beyond, pages);
  }

  public Quirks withDeepest(int page, Beyond other) {
    return new Quirks(pageCap, count, honoursWindow, countHonoursWindow, page, other, pages);
  }

  public Quirks withoutWindows() {
    return new Quirks(pageCap, count, false, countHonoursWindow, deepest, beyond, pages);
  }

  public Quirks withoutPages() {
    return new Quirks(pageCap, count, honoursWindow, countHonoursWindow, deepest, beyond, false);
  }

  OptionalLong told(long rows, int onPage, int asked) {
    return switch (count) {
      case HONEST -> OptionalLong.of(rows);
      case ABSENT -> OptionalLong.empty();
      case CAPPED -> OptionalLong.of(Math.min(10, rows));
      case OF_PAGE -> OptionalLong.of(onPage);
      case OVER -> OptionalLong.of(rows + 3);
      case NOISE -> OptionalLong.of(Math.max(0, rows - 3 + noise(asked)));
    };
  }

  /** 0 to 6, without a period: with one of 7 the count was right at the end of every pass. */
  private static int noise(int asked) {
    return new SplittableRandom(asked).nextInt(7);
  }
}
