package io.m1bridge.guarantee;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Counts ends per change: each valid one needs exactly one terminal result, each invalid one a dead
 * letter. Thread-safe: producing and reading go on at the same time, in any order.
 *
 * <p>One byte per change, and sums that follow each event: with maps by position a run of 250,000
 * changes ended in an {@code OutOfMemoryError}, and asking for the sums took minutes.
 */
public final class OneTerminalResult {
  private static final String REASON = "m1bridge.dlq.reason";

  private final Map<Page, byte[]> pages = new HashMap<>();
  private final ExpectedReasons reasons = new ExpectedReasons();
  private int changes;
  private int settled;
  private int parked;
  private int doubled;
  private int deadLetters;
  private int wrong;

  /** A change was produced there. */
  public synchronized void produced(Coordinates position, boolean valid) {
    update(position, mark -> mark.produced(valid));
  }

  /**
   * An invalid change was produced there.
   *
   * @param reason the code that its dead letter has to carry
   */
  public synchronized void producedInvalid(Coordinates position, String reason) {
    produced(position, false);
    reasons.expect(position, reason);
  }

  /** A result for the change there was published; one that is not terminal says that it waits. */
  public synchronized void result(Coordinates position, Outcome outcome) {
    update(position, outcome.terminal() ? Mark::withResult : Mark::withParked);
  }

  /**
   * A record became a dead letter.
   *
   * @param letter its headers
   * @throws IllegalStateException if they do not say which one
   */
  public synchronized void deadLetter(Headers letter) {
    Coordinates position =
        new Coordinates(
            text(letter, "m1bridge.dlq.topic"),
            Integer.parseInt(text(letter, "m1bridge.dlq.partition")),
            Long.parseLong(text(letter, "m1bridge.dlq.offset")));
    update(position, Mark::withDeadLetter);
    if (letter.lastHeader(REASON) != null) {
      reasons.letter(position, text(letter, REASON));
    }
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null) {
      throw new IllegalStateException("A dead letter has no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private void update(Coordinates position, UnaryOperator<Mark> event) {
    byte[] page = pages.computeIfAbsent(Page.of(position), absent -> new byte[Page.SIZE]);
    Mark before = Mark.of(page[Page.index(position)]);
    Mark after = event.apply(before);
    page[Page.index(position)] = after.bits();
    count(before, -1);
    count(after, 1);
  }

  private void count(Mark mark, int by) {
    if (!mark.isProduced()) {
      return;
    }
    changes += by;
    settled += mark.ended() ? by : 0;
    parked += !mark.ended() && mark.parked() ? by : 0;
    doubled += mark.isDoubled() ? by : 0;
    deadLetters += !mark.valid() && mark.deadLetters() > 0 ? by : 0;
    wrong += mark.isWrong() ? by : 0;
  }

  /**
   * The state now.
   *
   * @param changes produced
   * @param pending valid changes without a terminal result, and invalid ones without a dead letter
   * @param parked of these, changes that the service said to be waiting
   * @param doubled valid changes with more than one terminal result
   * @param deadLetters dead letters of invalid changes
   * @param wrong valid changes that became dead letters, invalid ones that ended twice, and dead
   *     letters with another reason than they must have
   */
  public record State(
      int changes, int settled, int pending, int parked, int doubled, int deadLetters, int wrong) {

    /** Whether every change has reached its end, be it the right one or not. */
    public boolean complete() {
      return pending == 0;
    }

    /** Changes that did not end as they must: the figure {@code unsettled}. */
    public int unsettled() {
      return pending + doubled + wrong;
    }
  }

  public synchronized State state() {
    return new State(
        changes, settled, changes - settled, parked, doubled, deadLetters, wrong + reasons.count());
  }

  /** Reasons of dead letters that are not what they must be, and how often. */
  public synchronized Map<String, Integer> wrongReasons() {
    return reasons.wrong();
  }

  /**
   * What is known of one change.
   *
   * @param results terminal ones, at most {@link #MANY}
   * @param deadLetters at most {@link #MANY}
   */
  private record Mark(
      boolean isProduced, boolean valid, boolean parked, int results, int deadLetters) {
    /** More than one is as wrong as two. */
    private static final int MANY = 2;

    static Mark of(byte bits) {
      return new Mark(
          (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, bits >> 3 & 3, bits >> 5 & 3);
    }

    byte bits() {
      return (byte)
          ((isProduced ? 1 : 0)
              | (valid ? 2 : 0)
              | (parked ? 4 : 0)
              | results << 3
              | deadLetters << 5);
    }

    Mark produced(boolean isValid) {
      return new Mark(true, isValid, parked, results, deadLetters);
    }

    Mark withParked() {
      return new Mark(isProduced, valid, true, results, deadLetters);
    }

    Mark withResult() {
      return new Mark(isProduced, valid, parked, Math.min(MANY, results + 1), deadLetters);
    }

    Mark withDeadLetter() {
      return new Mark(isProduced, valid, parked, results, Math.min(MANY, deadLetters + 1));
    }

    boolean ended() {
      // A bad change may have the result "rejected" beside its dead letter.
      return deadLetters > 0 || (valid && results > 0);
    }

    boolean isDoubled() {
      return valid && results == MANY;
    }

    boolean isWrong() {
      return valid ? deadLetters > 0 : deadLetters == MANY || results == MANY;
    }
  }

  /** A stretch of offsets of one partition: a Kafka that was there before begins at any offset. */
  private record Page(String topic, int partition, long number) {
    private static final int SIZE = 1 << 12;

    static Page of(Coordinates position) {
      return new Page(position.topic(), position.partition(), position.offset() / SIZE);
    }

    static int index(Coordinates position) {
      return (int) (position.offset() % SIZE);
    }
  }
}
