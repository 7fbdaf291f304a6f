package io.m1bridge.edm.poll;

import io.m1bridge.contracts.Command;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What a command wants of the poller. What others write must not end a task: it may be none. */
sealed interface Order {

  /** One campaign is to be polled now. */
  record PollNow(long campaign) implements Order {}

  /** Campaigns of a range are to be read. */
  record Read(Backfill backfill) implements Order {}

  /**
   * The row of a dead letter is to be read again.
   *
   * @param letter the letter's id
   * @param row as it was put aside, JSON. Personal data
   */
  record Replay(long campaign, String letter, String row) implements Order {

    /** Hides the row. */
    @Override
    public String toString() {
      return "Replay[" + campaign + ", " + letter + "]";
    }
  }

  /**
   * Empty if it is none of ours, or cannot be understood.
   *
   * @param now when it is obeyed, by the clock by which campaigns are read: a backfill began when
   *     it was ordered, and not later than that
   */
  static Optional<Order> of(Command command, Instant now) {
    try {
      if (command.action() == Command.Action.POLL_NOW) {
        return Optional.of(new PollNow(Long.parseLong(argument(command, Command.CAMPAIGN))));
      }
      if (command.action() == Command.Action.BACKFILL) {
        Instant from = Instant.parse(argument(command, Command.FROM));
        Instant to = Instant.parse(argument(command, Command.TO));
        return Backfill.isRange(from, to)
            ? Optional.of(new Read(Backfill.ordered(from, to, command.by(), at(command, now))))
            : Optional.empty();
      }
      if (command.action() == Command.Action.REPLAY) {
        return Optional.of(
            new Replay(
                Long.parseLong(argument(command, Command.CAMPAIGN)),
                argument(command, Command.LETTER),
                argument(command, Command.ROW)));
      }
      return Optional.empty();
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The clock that wrote it may be ahead; a command that is written by hand may not say. */
  private static Instant at(Command command, Instant now) {
    Instant at = command.at();
    return at == null || at.isAfter(now) ? now : at;
  }

  private static String argument(Command command, String name) {
    return command.arguments().getOrDefault(name, "");
  }
}
