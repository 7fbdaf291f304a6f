package io.m1bridge.simulator.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code application/x-www-form-urlencoded}, from bytes to text in one pass. Netty's decoder works
 * character by character on a text; with forms of a megabyte it took half of the time of an {@code
 * add}, and the simulator must not be the bottleneck of a measurement.
 */
final class FormDecoder {
  private final byte[] encoded;
  private int at;

  private FormDecoder(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * Parameters by name; the first of a name counts.
   *
   * @throws IllegalArgumentException when an escape is broken
   */
  static Map<String, String> decode(byte[] encoded) {
    FormDecoder decoder = new FormDecoder(encoded);
    Map<String, String> parameters = new HashMap<>();
    while (decoder.at < encoded.length) {
      String name = decoder.part(true);
      String value = decoder.here('=') ? decoder.skip().part(false) : "";
      if (!name.isEmpty()) {
        parameters.putIfAbsent(name, value);
      }
      if (decoder.here('&')) {
        decoder.skip();
      }
    }
    return parameters;
  }

  private boolean here(char separator) {
    return at < encoded.length && encoded[at] == separator;
  }

  private FormDecoder skip() {
    at++;
    return this;
  }

  /** Up to the next {@code &}, a name also up to the next {@code =}. */
  private String part(boolean isName) {
    int end = at;
    while (end < encoded.length && encoded[end] != '&' && !(isName && encoded[end] == '=')) {
      end++;
    }
    byte[] plain = new byte[end - at];
    int length = 0;
    while (at < end) {
      byte next = encoded[at++];
      if (next == '%') {
        next = escaped(end);
      } else if (next == '+') {
        next = ' ';
      }
      plain[length++] = next;
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }

  private byte escaped(int end) {
    int high = at < end ? Character.digit(encoded[at], 16) : -1;
    int low = at + 1 < end ? Character.digit(encoded[at + 1], 16) : -1;
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException("broken escape");
    }
    at += 2;
    return (byte) (high * 16 + low);
  }
}
