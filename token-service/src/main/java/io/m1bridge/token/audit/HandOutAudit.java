package io.m1bridge.token.audit;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts hand-outs by account, caller and minute, and publishes each minute when it is over: by
 * whichever replica handed out, so the events of a minute are added up. What Kafka does not take is
 * kept for the next round, within a limit; what a SIGKILL takes along is lost.
 */
public final class HandOutAudit {

  /** Beyond this, minutes that Kafka does not take are dropped. */
  static final int MOST_KEPT = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(HandOutAudit.class);

  private final Clock clock;
  private final Publisher publisher;
  private final ConcurrentMap<Key, Tally> tallies = new ConcurrentHashMap<>();

  /** Where the events go. */
  @FunctionalInterface
  public interface Publisher {
    /**
     * Does not block for long.
     *
     * @param onFailure called, on any thread, if the event did not arrive
     */
    void publish(AccountEvent event, Runnable onFailure);
  }

  public HandOutAudit(Clock clock, Publisher publisher) {
    this.clock = clock;
    this.publisher = publisher;
  }

  /** A token of this generation was handed to this caller now. */
  public void count(AccountId account, String caller, long generation) {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    add(new Key(account, caller, minute), new Tally(generation, 1));
  }

  /**
   * Publishes the minutes that are over.
   *
   * @param goesOn told before each event: many take long where Kafka is slow
   */
  public void publishPast(Runnable goesOn) {
    publishBefore(clock.instant().truncatedTo(ChronoUnit.MINUTES), goesOn);
  }

  /** Publishes everything, at a stop. */
  public void publishAll() {
    publishBefore(Instant.MAX, () -> {});
  }

  private void publishBefore(Instant end, Runnable goesOn) {
    for (Key key : List.copyOf(tallies.keySet())) {
      goesOn.run();
      if (key.minute().isBefore(end)) {
        Tally tally = tallies.remove(key);
        if (tally != null) {
          publisher.publish(event(key, tally), () -> keep(key, tally));
        }
      }
    }
  }

  private static AccountEvent event(Key key, Tally tally) {
    return new AccountEvent(
        key.account().value(),
        What.HANDED_OUT,
        tally.generation(),
        key.caller(),
        null,
        key.minute(),
        tally.count());
  }

  private void keep(Key key, Tally tally) {
    if (tallies.size() < MOST_KEPT) {
      add(key, tally);
    } else {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, key.account())
          .say("Kafka takes no events: hand-outs are not in the audit");
    }
  }

  private void add(Key key, Tally tally) {
    tallies.merge(
        key,
        tally,
        (a, b) -> new Tally(Math.max(a.generation(), b.generation()), a.count() + b.count()));
  }

  private record Key(AccountId account, String caller, Instant minute) {}

  private record Tally(long generation, long count) {}
}
