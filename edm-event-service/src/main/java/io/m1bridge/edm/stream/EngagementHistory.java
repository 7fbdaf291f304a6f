package io.m1bridge.edm.stream;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final Map<String, Object> connection;
  private final EdmTopics topics;
  private final List<HistoryReading> waiting = new ArrayList<>();
  private @Nullable Thread thread;

  /**
   * @param connection Kafka client properties
   */
  public EngagementHistory(Map<String, Object> connection, EdmTopics topics) {
    this.connection = Map.copyOf(connection);
    this.topics = topics;
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
    }
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
    try (HistoryPass pass = new HistoryPass(connection, topics)) {
      pass.readAccounts();
      readings.addAll(pass.isLong() ? takeAll() : take());
      pass.read(readings);
    } catch (KafkaException e) {
      LogLine.warn(LOG)
          .with(LogKey.REASON, e.getClass().getSimpleName())
          .say("What was published cannot be read, and no campaign until it is: tried again");
      readings.forEach(reading -> reading.progress("cannot be read: " + e.getMessage()));
      putBack(readings);
      Thread.sleep(AGAIN_AFTER.toMillis());
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

  private synchronized void putBack(List<HistoryReading> readings) {
    waiting.addAll(readings);
  }
}
