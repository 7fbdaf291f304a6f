package io.m1bridge.contactsync.replay;

import io.m1bridge.contactsync.avro.SchemaPending;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contracts.Command;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.command.Sent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays dead letters of accounts that this process owns: reads the topic, and gives the letters
 * that are asked for to the account's task, one command each, in the order in which they were put
 * aside, at a pace that is set. One at a time for each account; it ends where the account goes to
 * another replica, so that there is one in all of them. When it is cut short, it is asked for
 * again: what was taken already is not taken twice.
 *
 * <p>Why: {@code docs/rationale.md#a-replay-runs-where-its-account-is}.
 */
public final class Replays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** Each has a consumer; further ones wait for their turn. */
  private static final int AT_ONCE = 2;

  private static final String AGAIN = ": ask for it again";
  private static final String STOPS = "The process stops" + AGAIN;
  private static final String SILENCE = "Kafka: dead letters do not come" + AGAIN;

  /** How its consumer differs from Kafka's defaults. */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          "isolation.level",
          "read_committed",
          "enable.auto.commit",
          false,
          // Letters that retention took from under it would be passed over in silence.
          "auto.offset.reset",
          "none");

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final CommandLog commands;
  private final DeadLetterReader reader;
  private final Predicate<AccountId> movedAway;
  private final int perSecond;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Pace.Pause pause;
  private final ExecutorService replayers = workers("dead-letter-replay");

  /** Counts have no pace, and do not wait for what has one. */
  private final ExecutorService counters = workers("dead-letter-count");

  private final Map<String, Replay> last = new ConcurrentHashMap<>();

  /**
   * @param consumers makes a consumer without a group that reads what is committed
   * @param topic of dead letters
   * @param movedAway whether another replica is known to own an account
   * @param perSecond letters of one replay that are sent within a second, at most
   */
  public Replays(
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      CommandLog commands,
      Sources sources,
      Predicate<AccountId> movedAway,
      int perSecond,
      Clock clock) {
    this(consumers, topic, commands, sources, movedAway, perSecond, clock, null);
  }

  /**
   * @param pause of virtual time; null waits on the wall's clock
   */
  Replays(
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      CommandLog commands,
      Sources sources,
      Predicate<AccountId> movedAway,
      int perSecond,
      Clock clock,
      Pace.@Nullable Pause pause) {
    this.consumers = consumers;
    this.topic = topic;
    this.commands = commands;
    this.reader = new DeadLetterReader(sources);
    this.movedAway = movedAway;
    this.perSecond = perSecond;
    this.clock = clock;
    this.pause =
        pause == null ? time -> closing.await(time.toNanos(), TimeUnit.NANOSECONDS) : pause;
  }

  private static ExecutorService workers(String name) {
    return Executors.newFixedThreadPool(AT_ONCE, task -> new Thread(task, name));
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
    (dryRun ? counters : replayers).execute(() -> run(account, begun, by));
    return Optional.of(begun);
  }

  /**
   * Begins the replay of what was counted last, of no letter that came since. Once, since another
   * one is the last then.
   *
   * @param counted the id of the dry run
   * @param by who asks
   * @return empty if it was not the last one, has not ended well, or is too long ago
   */
  public synchronized Optional<Replay> confirm(AccountId account, String counted, String by) {
    return last(account)
        .filter(one -> one.id().equals(counted) && one.isToBeConfirmed(clock.instant()))
        .flatMap(one -> begin(account, one.filter().before(one.began()), false, by));
  }

  private void run(AccountId account, Replay begun, String by) {
    Replay ended;
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      ended = read(consumer, account, begun, by);
    } catch (SchemaPending e) {
      ended = stopped(account, e.getMessage());
    } catch (InvalidOffsetException e) {
      ended = stopped(account, "Retention took letters before they were read" + AGAIN);
    } catch (KafkaException e) {
      ended = stopped(account, "Kafka: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = stopped(account, "It was interrupted" + AGAIN);
    } catch (RuntimeException | Error e) {
      // Also errors: a replay that never ended would keep all later ones of its account away.
      ended = stopped(account, "a bug: " + e.getClass().getName());
    }
    last.put(account.value(), ended);
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, account)
        .with(LogKey.BY, by)
        .with(LogKey.COUNT, ended.sent())
        .with(LogKey.REASON, String.valueOf(ended.problem()))
        .say("A replay of dead letters has ended");
  }

  private Replay read(Consumer<byte[], byte[]> consumer, AccountId account, Replay begun, String by)
      throws InterruptedException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    seek(consumer, partitions, ends, begun.filter());
    // What is counted is what a confirmation replays.
    LetterFilter filter = begun.dryRun() ? begun.filter().before(begun.began()) : begun.filter();
    Pace pace = new Pace(perSecond);
    Replay at = begun;
    int empty = 0;
    while (partitions.stream()
        .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      empty = polled.isEmpty() ? empty + 1 : 0;
      @Nullable String why = empty > KafkaLetterLog.PATIENCE ? SILENCE : whyNotOn(account);
      if (why != null) {
        return stopped(account, why);
      }
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        if (record.offset() < ends.getOrDefault(partition(record), 0L)) {
          Optional<ReadLetter> letter = reader.read(record, filter);
          Replay.Kind kind = Replay.Kind.of(letter, account.value());
          boolean send = kind == Replay.Kind.MATCHING && !begun.dryRun();
          why = send ? send(account, letter.orElseThrow(), pace, by) : whyNotOn(account);
          if (why != null) {
            return stopped(account, why);
          }
          at = at.counted(kind, send);
          last.put(account.value(), at);
        }
      }
    }
    return at.ended(Replay.State.DONE, null, clock.instant());
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** Nothing that was written at the wanted time stands before where it begins. */
  private static void seek(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      LetterFilter filter) {
    Instant from = filter.from();
    if (from == null) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> asked = new HashMap<>();
    partitions.forEach(one -> asked.put(one, from.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked);
    for (TopicPartition one : partitions) {
      @Nullable OffsetAndTimestamp at = found.get(one);
      consumer.seek(one, at == null ? ends.getOrDefault(one, 0L) : at.offset());
    }
  }

  private @Nullable String whyNotOn(AccountId account) {
    if (closing.getCount() == 0) {
      return STOPS;
    }
    return movedAway.test(account) ? "The account went to another replica" + AGAIN : null;
  }

  /**
   * @return null if it is sent, else why it is not
   */
  private @Nullable String send(AccountId account, ReadLetter letter, Pace pace, String by)
      throws InterruptedException {
    @Nullable String why =
        pause.isOverAfter(pace.next(clock.instant())) ? STOPS : whyNotOn(account);
    if (why != null) {
      return why;
    }
    Map<String, String> arguments = letter.replayed(account.value(), clock.instant()).arguments();
    return commands.send(account, Command.Action.REPLAY, arguments, by) instanceof Sent.Written
        ? null
        : "Kafka did not take a command: see the log, and ask for it again";
  }

  private Replay stopped(AccountId account, @Nullable String why) {
    return last(account)
        .orElseThrow(() -> new IllegalStateException("A replay ended that never began"))
        .ended(Replay.State.FAILED, why, clock.instant());
  }

  @Override
  public void close() {
    closing.countDown();
    replayers.shutdown();
    counters.shutdown();
  }
}
