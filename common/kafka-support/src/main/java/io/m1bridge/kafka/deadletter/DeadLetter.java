package io.m1bridge.kafka.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Why a record was put aside and where it came from. It travels in headers; key, value and all
 * other headers stay as they came, as far as they fit ({@link Letter}).
 *
 * @param topic where the record came from first; a replayed dead letter keeps it
 * @param partition of that topic
 * @param offset in that partition
 * @param timestamp of the original record
 * @param reason a fixed code in kebab case, such as {@code invalid-json}; may stand in logs and
 *     metrics
 * @param advice what a person can do, in one sentence without contents
 */
public record DeadLetter(
    String topic, int partition, long offset, Instant timestamp, String reason, String advice) {

  /** Begins the name of every header of ours. */
  static final String PREFIX = "m1bridge.dlq.";

  public static final String TOPIC = "m1bridge.dlq.topic";
  public static final String PARTITION = "m1bridge.dlq.partition";
  public static final String OFFSET = "m1bridge.dlq.offset";
  public static final String TIMESTAMP = "m1bridge.dlq.timestamp";
  public static final String REASON = "m1bridge.dlq.reason";
  public static final String ADVICE = "m1bridge.dlq.advice";

  /** The headers that every letter has. */
  static final Set<String> NAMES = Set.of(TOPIC, PARTITION, OFFSET, TIMESTAMP, REASON, ADVICE);

  /** Kafka has no topic with a longer name. */
  private static final int LONGEST_TOPIC = 249;

  /** The original with {@link #over} its headers, or as much of it as fits into a record. */
  public Letter letter(byte @Nullable [] key, byte @Nullable [] value, Headers original) {
    return Letter.of(key, value, over(original));
  }

  /**
   * Returns the headers of the dead letter: those of the original and ours. Where the original is
   * itself a replayed dead letter, its coordinates win over this one's, so that it never overrides
   * newer data.
   */
  public Headers over(Headers original) {
    DeadLetter first =
        read(original)
            .filter(earlier -> earlier.topic.length() <= LONGEST_TOPIC)
            .map(
                earlier ->
                    new DeadLetter(
                        earlier.topic,
                        earlier.partition,
                        earlier.offset,
                        earlier.timestamp,
                        reason,
                        advice))
            .orElse(this);
    Headers headers = new RecordHeaders(original);
    set(headers, TOPIC, first.topic);
    set(headers, PARTITION, Integer.toString(first.partition));
    set(headers, OFFSET, Long.toString(first.offset));
    set(headers, TIMESTAMP, first.timestamp.toString());
    set(headers, REASON, reason);
    set(headers, ADVICE, advice);
    return headers;
  }

  /** Returns what the headers say, nothing when they are not those of a dead letter, or damaged. */
  public static Optional<DeadLetter> read(Headers headers) {
    try {
      return Optional.of(
          new DeadLetter(
              get(headers, TOPIC),
              Integer.parseInt(get(headers, PARTITION)),
              Long.parseLong(get(headers, OFFSET)),
              Instant.parse(get(headers, TIMESTAMP)),
              get(headers, REASON),
              get(headers, ADVICE)));
    } catch (MissingHeader | NumberFormatException | java.time.format.DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Returns the headers that the original came with, without ours. */
  public Headers original(Headers headers) {
    Headers own = new RecordHeaders();
    for (Header header : headers) {
      if (!header.key().startsWith(PREFIX)) {
        own.add(header);
      }
    }
    return own;
  }

  static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String get(Headers headers, String name) {
    @Nullable Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new MissingHeader();
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static final class MissingHeader extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
