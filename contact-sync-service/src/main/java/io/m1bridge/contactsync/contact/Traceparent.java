package io.m1bridge.contactsync.contact;

import io.m1bridge.contactsync.contact.Original.HeaderEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header by which a trace goes from one process to the next, as <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> has it.
 */
public final class Traceparent {

  /** Of records and of HTTP alike. */
  public static final String HEADER = "traceparent";

  /** As CloudEvents' distributed tracing extension has it, in binary mode. */
  private static final String OF_EVENT = "ce_traceparent";

  private static final int LENGTH = 55;

  /** Of version 00, with the flag that somebody records the trace. Zeros name nothing. */
  private static final Pattern SAMPLED =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f][13579bdf]");

  private Traceparent() {}

  /**
   * The one that a record came with. Empty where there is none, where nobody records the trace, and
   * where it is no such context: that says nothing against the change.
   */
  public static Optional<String> of(List<HeaderEntry> headers) {
    return of(headers, HEADER).or(() -> of(headers, OF_EVENT));
  }

  private static Optional<String> of(List<HeaderEntry> headers, String name) {
    for (HeaderEntry header : headers) {
      byte[] value = header.value();
      if (header.name().equals(name) && value != null && value.length == LENGTH) {
        String text = new String(value, StandardCharsets.US_ASCII);
        return Optional.of(text).filter(SAMPLED.asMatchPredicate());
      }
    }
    return Optional.empty();
  }
}
