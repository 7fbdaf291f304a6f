package io.m1bridge.kafka.log;

import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a line of Kafka's clients through once. While Kafka is away, or lets nobody in, each client
 * says so for each node at each attempt, some lines a second, and what is wrong stands in readiness
 * and in a line of ours. Said again is what has not come for a while; lines of others all pass.
 */
@LoggingFilter(name = ClientLines.NAME)
public final class ClientLines implements Filter {

  static final String NAME = "kafka-clients-once";

  /**
   * Kafka's back-off between attempts is a second; a client that lives short is made anew in 30 s.
   */
  private static final Duration QUIET = Duration.ofMinutes(10);

  private static final int MOST = 500;
  private static final String CLIENTS = "org.apache.kafka.clients.";
  private static final String NETWORK = "org.apache.kafka.common.network.";

  /** Which client it was, and which node, attempt or time: the rest tells what is wrong. */
  private static final Pattern DIFFERENT = Pattern.compile("^\\[[^\\]]*\\] |-?\\d+");

  private final Map<String, Instant> seen = new Newest();

  @Override
  public boolean isLoggable(LogRecord line) {
    String logger = String.valueOf(line.getLoggerName());
    if (!logger.startsWith(CLIENTS) && !logger.startsWith(NETWORK)) {
      return true;
    }
    String text = DIFFERENT.matcher(String.valueOf(line.getMessage())).replaceAll("");
    Instant now = line.getInstant();
    synchronized (seen) {
      @Nullable Instant before = seen.put(logger + ' ' + line.getLevel() + ' ' + text, now);
      return before == null || before.plus(QUIET).isBefore(now);
    }
  }

  /** Forgets what came longest ago. */
  private static final class Newest extends LinkedHashMap<String, Instant> {
    private static final long serialVersionUID = 1L;

    Newest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
      return size() > MOST;
    }
  }
}
