package io.m1bridge.architecture;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A default, however it is written: {@code 100ms} and {@code 100 ms}, {@code 262144}, {@code
 * 262,144} and {@code 256 KiB} are the same.
 */
final class DefaultValue {

  private static final Pattern NUMBER =
      Pattern.compile("([0-9][0-9,]*(?:\\.[0-9]+)?) ?([A-Za-z]*)");

  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("ms", 1L),
          Map.entry("s", 1_000L),
          Map.entry("m", 60_000L),
          Map.entry("min", 60_000L),
          Map.entry("h", 3_600_000L),
          Map.entry("d", 86_400_000L),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20));

  private DefaultValue() {}

  static String of(String written) {
    String text = written.replace("`", "").strip();
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      Long unit = UNITS.get(number.group(2).toLowerCase(Locale.ROOT));
      if (unit != null) {
        double value = Double.parseDouble(number.group(1).replace(",", ""));
        boolean isTime = number.group(2).matches("ms|s|m|min|h|d");
        return value * unit + (isTime ? " ms" : "");
      }
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
