package io.m1bridge.edm.stream;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was published once for all tasks that ask at about the same time, by a thread that
 * ends when nobody asks any more. After a failure it begins again.
 */
public final class EngagementHistory implements History {

  private static final Logger LOG = LoggerFactory.getLogger(EngagementHistory.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Function<String, Consumer<String, byte[]>> consumers;
  private final EdmTopics topics;
  private final Duration againAfter;
  private final List<HistoryReading> waiting = new ArrayList<>();
  private @Nullable Thread thread;

  /**
   * @param connection Kafka client properties
   */
  public EngagementHistory(Map<String, Object> connection, EdmTopics topics) {
    this(HistoryPass.consumers(connection), topics, AGAIN_AFTER);
  }

  /**
   * @param consumers by isolation level, new ones for each attempt
   * @param againAfter how long after a failure
   */
  EngagementHistory(
      Function<String, Consumer<String, byte[]>> consumers, EdmTopics topics, Duration againAfter) {
    this.consumers = consumers;
    this.topics = topics;
    this.againAfter = againAfter;
  }

  @Override
  public synchronized HistoryReading read(int partition) {
    HistoryReading reading = new HistoryReading(partition);
    waiting.add(reading);
    if (thread == null) {
      thread = new Thread(this::run, "ledger-refill");
      thread.setDaemon(true);
      thread.start();
    }
    return reading;
  }

  private void run() {
    try {
      while (anybodyWaits()) {
        readOnce();
      }
    } catch (InterruptedException e) {
      LOG.info("Stopped while a ledger was being refilled");
    } finally {
      ended();
    }
  }

  /** However it came to its end: whoever asks next gets a thread that reads. */
  private synchronized void ended() {
    if (thread == Thread.currentThread()) {
      thread = null;
    }
  }

  /** Whether its thread is there. */
  synchronized boolean isReading() {
    return thread != null;
  }

  private synchronized boolean anybodyWaits() {
    waiting.removeIf(HistoryReading::isClosed);
    if (waiting.isEmpty()) {
      thread = null;
      return false;
    }
    return true;
  }

  private void readOnce() throws InterruptedException {
    List<HistoryReading> readings = new ArrayList<>();
    try (HistoryPass pass = new HistoryPass(consumers, topics)) {
      pass.readAccounts();
      readings.addAll(pass.isLong() ? takeAll() : take());
      pass.read(readings);
    } catch (RuntimeException e) {
      // Whatever it is, a bug of ours included: their tasks poll nothing until this has worked.
      LogLine.warn(LOG)
          .with(LogKey.REASON, e.getClass().getSimpleName())
          .say("What was published cannot be read, nor what needs it at M1: tried again");
      putBack(readings);
      failed("cannot be read: " + text(e));
      Thread.sleep(againAfter.toMillis());
    }
  }

  /** Tasks begin one after the other: a long history is not read twice for the last of them. */
  private synchronized List<HistoryReading> takeAll() throws InterruptedException {
    int asked = 0;
    while (asked < waiting.size()) {
      asked = waiting.size();
      wait(QUIET.toMillis());
    }
    return take();
  }

  private synchronized List<HistoryReading> take() {
    List<HistoryReading> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /** Kafka's messages name topics and brokers; any other may quote what a record holds. */
  private static @Nullable String text(RuntimeException e) {
    return e instanceof KafkaException ? e.getMessage() : e.getClass().getSimpleName();
  }

  private synchronized void failed(String why) {
    waiting.forEach(reading -> reading.progress(why));
  }

  private synchronized void putBack(List<HistoryReading> readings) {
    waiting.addAll(readings);
  }
}
