package io.m1bridge.edm.stream;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.edm.poll.LedgerRefill;
import io.m1bridge.edm.poll.PollStore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The refill of one task's empty ledger, on the task's thread. */
final class TaskRefill {

  private static final Logger LOG = LoggerFactory.getLogger(TaskRefill.class);

  /**
   * Parts for one look, of what is cleared or of what is read: a transaction must not last for as
   * long as more comes.
   */
  private static final int PARTS = 8;

  /** The same in time: all tasks of a thread look, one after the other, in one transaction. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Commands that wait for the end: people give a few a day. */
  private static final int MOST_COMMANDS = 1_000;

  /**
   * A command that waits.
   *
   * @param key of its record
   */
  record Kept(String key, Command command) {}

  private final PollStore store;
  private final HistoryReading reading;
  private final Clock clock;
  private final Set<String> seen = new HashSet<>();
  private final List<Kept> commands = new ArrayList<>();
  private Map<String, AccountDescriptor> accounts = Map.of();
  private @Nullable LedgerRefill refill;

  TaskRefill(PollStore store, HistoryReading reading, Clock clock) {
    this.clock = clock;
    this.store = store;
    this.reading = reading;
  }

  /** Takes what has been read so far; returns whether that was all. */
  boolean advance() {
    Instant until = clock.instant().plus(LOOK);
    for (int taken = 0; taken < PARTS && !clock.instant().isAfter(until); taken++) {
      if (refill != null && !refill.cleared()) {
        continue;
      }
      HistoryReading.Part part = reading.poll();
      if (part == null) {
        return false;
      }
      if (part instanceof HistoryReading.Begin begin) {
        accounts = begin.accounts();
        refill = new LedgerRefill(store, accounts);
      } else if (part instanceof HistoryReading.Rows rows) {
        rows.rows().forEach(begun()::take);
      } else {
        begun().finish();
        close(); // If another task's reading fails, this one is not begun anew for nobody.
        return true;
      }
    }
    return false;
  }

  private LedgerRefill begun() {
    LedgerRefill now = refill;
    if (now == null) {
      throw new IllegalStateException("A history begins with its beginning");
    }
    return now;
  }

  /** The task has read what an account is like now. */
  void seen(@Nullable String account) {
    if (account != null) {
      seen.add(account);
    }
  }

  /** A command that came meanwhile: there may be no account yet that could obey. */
  void keep(String key, Command command) {
    if (commands.size() < MOST_COMMANDS) {
      commands.add(new Kept(key, command));
      return;
    }
    LogLine.warn(LOG)
        .with(LogKey.ACTION, command.action())
        .with(LogKey.BY, command.by())
        .say("A command is left out: too many wait for the refill of a ledger");
  }

  /** What came meanwhile, in its order. */
  List<Kept> commands() {
    return List.copyOf(commands);
  }

  /** Accounts whose state is lost as well, and of which the task has read nothing since. */
  List<AccountDescriptor> forgotten() {
    store.accounts().forEach(kept -> seen.add(kept.descriptor().account()));
    return accounts.values().stream().filter(account -> !seen.contains(account.account())).toList();
  }

  /**
   * Whether an account waits for it; as long as it is not known which accounts there are, one may.
   * A partition without any is refilled all the same: an account that was removed may come back.
   */
  boolean isAwaited() {
    return refill == null || !accounts.isEmpty() || !store.accounts().isEmpty();
  }

  String progress() {
    return reading.progress();
  }

  void close() {
    reading.close();
  }
}
