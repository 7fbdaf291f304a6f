package io.m1bridge.contactsync.change;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents headers of a record, {@code content-type} among them. One that stands there twice
 * with two values says two things: which of them a reader takes is chance, so none is taken.
 */
final class Attributes {

  static final String CONTENT_TYPE = "content-type";
  private static final String PREFIX = "ce_";

  private final Map<String, byte[]> values;

  private Attributes(Map<String, byte[]> values) {
    this.values = values;
  }

  static Attributes of(Headers headers) throws BadChange {
    Map<String, byte[]> values = new HashMap<>();
    for (Header header : headers) {
      if (header.key().startsWith(PREFIX) || header.key().equals(CONTENT_TYPE)) {
        byte[] value = header.value() == null ? new byte[0] : header.value();
        byte[] earlier = values.put(header.key(), value);
        if (earlier != null && !Arrays.equals(earlier, value)) {
          throw Problem.of(
                  Reason.HEADER_AMBIGUOUS,
                  "The header "
                      + Texts.shown(header.key())
                      + " stands there twice with different values: send it once")
              .thrown();
        }
      }
    }
    return new Attributes(values);
  }

  /** Whether there is any but the content type. */
  boolean any() {
    return values.size() > (values.containsKey(CONTENT_TYPE) ? 1 : 0);
  }

  /** The text of a header; null if it is missing, or blank, which says nothing either. */
  @Nullable String text(String name) throws BadChange {
    byte[] value = values.get(name);
    if (value == null) {
      return null;
    }
    String text = Utf8.strict(value);
    if (text == null) {
      throw Problem.of(
              Reason.HEADER_INVALID, "The header " + name + " is not UTF-8: correct the producer")
          .thrown();
    }
    return text.isBlank() ? null : text;
  }
}
