package io.m1bridge.edm.replay;

import io.m1bridge.contracts.Command;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.command.Sent;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays dead letters of accounts that this process owns: reads the topic, and gives each letter
 * whose row can be read now to the account's task, one command each. One at a time for each
 * account; it ends where the account goes to another replica. When it is cut short, it is asked for
 * again: nothing is published twice.
 */
public final class Replays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

  /** Each has a consumer; further ones wait for their turn. */
  private static final int AT_ONCE = 2;

  private static final String AGAIN = ": ask for it again";

  private final LetterTopic topic;
  private final CommandLog commands;
  private final Predicate<AccountId> movedAway;
  private final Clock clock;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(AT_ONCE, task -> new Thread(task, "dead-letter-replay"));
  private final Map<String, Replay> last = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /**
   * @param movedAway whether another replica is known to own an account
   */
  public Replays(
      LetterTopic topic, CommandLog commands, Predicate<AccountId> movedAway, Clock clock) {
    this.topic = topic;
    this.commands = commands;
    this.movedAway = movedAway;
    this.clock = clock;
  }

  /** Ends a replay; its message is for people. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(String why) {
      super(why);
    }
  }

  /** The last replay of an account in this process. */
  public Optional<Replay> last(AccountId account) {
    return Optional.ofNullable(last.get(account.value()));
  }

  /**
   * Begins one.
   *
   * @param dryRun whether to count only
   * @param by who asks
   * @return empty if one of the account is running
   */
  public synchronized Optional<Replay> begin(
      AccountId account, LetterFilter filter, boolean dryRun, String by) {
    if (last(account).filter(Replay::isRunning).isPresent()) {
      return Optional.empty();
    }
    Replay begun = Replay.begun(account.value(), filter, dryRun, clock.instant());
    last.put(account.value(), begun);
    workers.execute(() -> run(account, begun, by));
    return Optional.of(begun);
  }

  private void run(AccountId account, Replay begun, String by) {
    String why = why(account, begun, by);
    Replay at = last(account).orElse(begun);
    Replay ended =
        at.ended(why == null ? Replay.State.DONE : Replay.State.FAILED, why, clock.instant());
    last.put(account.value(), ended);
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, account.value())
        .with(LogKey.BY, by)
        .with(LogKey.COUNT, ended.sent())
        .with(LogKey.REASON, String.valueOf(why))
        .say("A replay of dead letters has ended");
  }

  /** Null if it came to its end. */
  private @Nullable String why(AccountId account, Replay begun, String by) {
    try {
      topic.read(
          account, begun.from(), Long.MAX_VALUE, null, record -> take(account, begun, record, by));
      return null;
    } catch (Stopped e) {
      return e.getMessage();
    } catch (InvalidOffsetException e) {
      return "Retention took letters before they were read" + AGAIN;
    } catch (KafkaException e) {
      return "Kafka: " + e.getClass().getSimpleName() + AGAIN;
    } catch (RuntimeException | Error e) {
      // Also errors: a replay that never ended would keep all later ones of its account away. The
      // message stays out: it may hold what stands in a row.
      return "a bug: " + e.getClass().getName();
    }
  }

  private void take(
      AccountId account, Replay begun, ConsumerRecord<byte[], byte[]> record, String by) {
    if (closing) {
      throw new Stopped("The process stops" + AGAIN);
    }
    if (movedAway.test(account)) {
      throw new Stopped("The account went to another replica" + AGAIN);
    }
    Letter.read(record)
        .filter(letter -> letter.value().account().equals(account.value()))
        .filter(begun.filter()::accepts)
        .ifPresent(letter -> take(account, begun, letter, by));
  }

  private void take(AccountId account, Replay begun, Letter letter, String by) {
    Letter.Kind kind = letter.kind();
    boolean send = kind == Letter.Kind.MATCHING && !begun.dryRun();
    if (send
        && !(commands.send(account, Command.Action.REPLAY, arguments(letter), by)
            instanceof Sent.Written)) {
      throw new Stopped("Kafka did not take a command: see the log, and ask for it again");
    }
    last.computeIfPresent(account.value(), (id, at) -> at.counted(kind, send));
  }

  private static Map<String, String> arguments(Letter letter) {
    return Map.of(
        Command.CAMPAIGN,
        Objects.requireNonNull(letter.value().campaignId()).toString(),
        Command.LETTER,
        letter.id(),
        Command.ROW,
        letter.value().row());
  }

  @Override
  public void close() {
    closing = true;
    workers.shutdownNow();
  }
}
