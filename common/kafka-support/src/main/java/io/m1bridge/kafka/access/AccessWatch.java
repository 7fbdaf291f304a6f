package io.m1bridge.kafka.access;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again whether everything is allowed. A right, or a password, that is taken away
 * from a running service may show only with its next commit, rebalance or connection: until then it
 * would look ready.
 */
public final class AccessWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccessWatch.class);

  private final AccessCheck check;
  private final Duration every;
  private volatile List<String> missing = List.of();
  private boolean silent;
  private @Nullable Thread thread;

  /**
   * @param every how long to wait between two looks while the service runs
   */
  public AccessWatch(AccessCheck check, Duration every) {
    this.check = check;
    this.every = every;
  }

  /**
   * Returns when nothing is missing; {@link #problem} and the log say meanwhile what is.
   *
   * @param pause between two looks
   * @throws InterruptedException when the thread is interrupted, which alone ends it early
   */
  public void awaitGranted(AccessNeeds needs, Duration pause) throws InterruptedException {
    look(needs);
    while (!missing.isEmpty()) {
      Thread.sleep(pause.toMillis());
      look(needs);
    }
  }

  /** Looks in the background from now on, until {@link #close}; once. */
  public synchronized void start(AccessNeeds needs) {
    if (thread == null) {
      thread = new Thread(() -> watch(needs), "kafka-access");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Returns what was missing at the last look, a line for every right. */
  public Optional<String> problem() {
    List<String> now = missing;
    return now.isEmpty() ? Optional.empty() : Optional.of(String.join("\n- ", now));
  }

  private void watch(AccessNeeds needs) {
    try {
      while (true) {
        Thread.sleep(every.toMillis());
        look(needs);
      }
    } catch (InterruptedException e) {
      LOG.debug("Rights are no longer looked at: the service stops");
    }
  }

  private synchronized void look(AccessNeeds needs) throws InterruptedException {
    try {
      List<String> now = check.missing(needs);
      silent = false;
      if (now.equals(missing)) {
        return;
      }
      if (now.isEmpty()) {
        LOG.info("The brokers allow everything again");
      } else {
        LogLine.warn(LOG)
            .with(LogKey.REASON, String.join("; ", now))
            .say("The brokers refuse what this service needs; looking again until they do not");
      }
      missing = now;
    } catch (KafkaException e) {
      // What was known stays: trouble with Kafka itself is told by whoever works with it.
      if (!silent) {
        LOG.warn("The brokers do not say what they allow; asking again", e);
      }
      silent = true;
    }
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
