package io.m1bridge.edm.stream;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.edm.poll.LedgerRefill;
import io.m1bridge.edm.poll.PollStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The refill of one task's empty ledger, on the task's thread. */
final class TaskRefill {

  /**
   * Parts for one look, of what is cleared or of what is read: a transaction must not last for as
   * long as more comes.
   */
  private static final int PARTS = 8;

  /** The same in time: all tasks of a thread look, one after the other, in one transaction. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private final PollStore store;
  private final HistoryReading reading;
  private final Clock clock;
  private final Set<String> seen = new HashSet<>();
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
