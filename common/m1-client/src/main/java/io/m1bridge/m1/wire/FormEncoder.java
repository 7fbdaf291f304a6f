package io.m1bridge.m1.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code application/x-www-form-urlencoded} in UTF-8, for bodies and queries alike. */
public final class FormEncoder {

  private FormEncoder() {}

  /** Names and values, joined; in the order of the map. */
  public static String encode(Map<String, String> parameters) {
    StringBuilder out = new StringBuilder();
    parameters.forEach(
        (name, value) -> {
          if (!out.isEmpty()) {
            out.append('&');
          }
          out.append(text(name)).append('=').append(text(value));
        });
    return out.toString();
  }

  static String text(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The length of {@link #text} in bytes, without making it: packers ask for it a lot. */
  static int length(String value) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isPlain(c)) {
        bytes += 1;
      } else if (c < 0x80) {
        bytes += 3;
      } else if (c < 0x800) {
        bytes += 6;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        bytes += 12;
        i++;
      } else if (Character.isSurrogate(c)) {
        bytes += 3; // Half a character: the encoder sends a question mark.
      } else {
        bytes += 9;
      }
    }
    return bytes;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '*'
        || c == ' ';
  }
}
