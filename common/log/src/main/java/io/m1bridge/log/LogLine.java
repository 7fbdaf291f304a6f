package io.m1bridge.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * A line of the log: a sentence that is always the same, and what it is about as keys. In text the
 * keys follow the sentence; in JSON they are fields, below {@code mdc}.
 *
 * <pre>LogLine.warn(LOG).with(LogKey.ACCOUNT_ID, id).say("The answer is not stored yet");</pre>
 *
 * <p>Why: {@code docs/rationale.md#logline-and-not-slf4js-addkeyvalue}.
 */
public final class LogLine {

  /** Whether lines are JSON; the same variable turns it on in the logging itself. */
  private static final boolean JSON = Boolean.parseBoolean(System.getenv("M1BRIDGE_LOG_JSON"));

  private final Logger logger;
  private final Level level;
  private final Map<LogKey, String> keys = new LinkedHashMap<>();
  private @Nullable Throwable cause;

  private LogLine(Logger logger, Level level) {
    this.logger = logger;
    this.level = level;
  }

  /** Nobody needs to read it, but for looking into something. */
  public static LogLine debug(Logger logger) {
    return new LogLine(logger, Level.DEBUG);
  }

  /** Something has changed. */
  public static LogLine info(Logger logger) {
    return new LogLine(logger, Level.INFO);
  }

  /** Something is not as it should be, and may mend itself. */
  public static LogLine warn(Logger logger) {
    return new LogLine(logger, Level.WARN);
  }

  /** Something is wrong, and a person must look. */
  public static LogLine error(Logger logger) {
    return new LogLine(logger, Level.ERROR);
  }

  /**
   * What it is about.
   *
   * @param value never a secret, never contact data
   */
  public LogLine with(LogKey key, @Nullable Object value) {
    keys.put(key, String.valueOf(value));
    return this;
  }

  /** With the stack trace of what was thrown. */
  public LogLine because(Throwable thrown) {
    this.cause = thrown;
    return this;
  }

  /**
   * Writes the line.
   *
   * @param sentence always the same: what differs belongs into keys
   */
  public void say(String sentence) {
    if (!logger.isEnabledForLevel(level)) {
      return;
    }
    Map<String, String> before = MDC.getCopyOfContextMap();
    keys.forEach((key, value) -> MDC.put(key.text(), value));
    try {
      logger.atLevel(level).setCause(cause).log(JSON ? sentence : text(sentence));
    } finally {
      if (before == null) {
        MDC.clear();
      } else {
        MDC.setContextMap(before);
      }
    }
  }

  private String text(String sentence) {
    return keys.isEmpty()
        ? sentence
        : keys.entrySet().stream()
            .map(entry -> entry.getKey().text() + "=" + quoted(entry.getValue()))
            .collect(Collectors.joining(" ", sentence + " ", ""));
  }

  /** One word as it is, anything else in quotes, and nothing that could begin a line of its own. */
  private static String quoted(String value) {
    if (value.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '=')) {
      return value.isEmpty() ? "\"\"" : value;
    }
    StringBuilder text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                text.append('\\');
              }
              text.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            });
    return text.append('"').toString();
  }
}
