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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays dead letters of an account: reads all of them, and gives those that are asked for to the
 * account's owner, one command each, in the order in which they were put aside. Each waits for
 * Kafka's answer, which keeps the pace at some hundred a second. One at a time in a process; when
 * it dies, it is asked for again: what was taken already is not taken twice.
 */
public final class Replays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** How its consumer differs from Kafka's defaults. */
  public static final Map<String, Object> SETTINGS =
      Map.of("isolation.level", "read_committed", "enable.auto.commit", false);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final CommandLog commands;
  private final DeadLetterReader reader;
  private final Clock clock;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "dead-letter-replay"));
  private volatile boolean closed;
  private volatile @Nullable Replay last;

  /**
   * @param consumers makes a consumer without a group that reads what is committed
   * @param topic of dead letters
   */
  public Replays(
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      CommandLog commands,
      Sources sources,
      Clock clock) {
    this.consumers = consumers;
    this.topic = topic;
    this.commands = commands;
    this.reader = new DeadLetterReader(sources, clock);
    this.clock = clock;
  }

  /** The last replay of this process. */
  public Optional<Replay> last() {
    return Optional.ofNullable(last);
  }

  /**
   * Begins one.
   *
   * @param reason only letters of this code; null for all
   * @param dryRun whether to count only
   * @param by who asks
   * @return empty if one is running
   */
  public synchronized Optional<Replay> begin(
      AccountId account, @Nullable String reason, boolean dryRun, String by) {
    Replay running = last;
    if (running != null && running.state() == Replay.State.RUNNING) {
      return Optional.empty();
    }
    Replay begun = Replay.begun(account.value(), reason, dryRun, clock.instant());
    last = begun;
    worker.execute(() -> run(account, begun, by));
    return Optional.of(begun);
  }

  private void run(AccountId account, Replay begun, String by) {
    Replay ended;
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      ended = read(consumer, account, begun, by);
    } catch (SchemaPending e) {
      ended = stopped(e.getMessage());
    } catch (KafkaException e) {
      ended = stopped("Kafka: " + e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      ended = stopped("a bug: " + e.getClass().getName());
    }
    last = ended;
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, account)
        .with(LogKey.BY, by)
        .with(LogKey.COUNT, ended.sent())
        .with(LogKey.REASON, String.valueOf(ended.problem()))
        .say("A replay of dead letters has ended");
  }

  private Replay read(
      Consumer<byte[], byte[]> consumer, AccountId account, Replay begun, String by) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Replay at = begun;
    while (partitions.stream()
        .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        DeadLetterReader.Found found = reader.read(record, account.value(), begun.reason());
        boolean matches = found instanceof DeadLetterReader.Found.Letters;
        boolean send = matches && !begun.dryRun();
        if (closed || (send && !sent(account, (DeadLetterReader.Found.Letters) found, by))) {
          return stopped(
              closed
                  ? "the process stops: ask for it again"
                  : "Kafka did not take a command: see the log, and ask for it again");
        }
        boolean cut = found instanceof DeadLetterReader.Found.Cut;
        at = at.counted(1, matches ? 1 : 0, cut ? 1 : 0, send ? 1 : 0);
        last = at;
      }
    }
    return at.ended(Replay.State.DONE, null);
  }

  private boolean sent(AccountId account, DeadLetterReader.Found.Letters found, String by) {
    return commands.send(account, Command.Action.REPLAY, found.letter().arguments(), by)
        instanceof Sent.Written;
  }

  private Replay stopped(@Nullable String why) {
    Replay at = last;
    if (at == null) {
      throw new IllegalStateException("A replay ended that never began");
    }
    return at.ended(Replay.State.FAILED, why);
  }

  @Override
  public void close() {
    closed = true;
    worker.shutdown();
  }
}
