package io.m1bridge.contactsync.replay;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How far back dead letters were looked at, as it stands in an address.
 *
 * @param ends of each partition, what was not looked at yet; exclusive
 */
public record LetterCursor(Map<Integer, Long> ends) {

  private static final Pattern TEXT = Pattern.compile("\\d{1,6}_\\d{1,18}(-\\d{1,6}_\\d{1,18})*");

  /** Nothing was looked at. */
  public static final LetterCursor NEWEST = new LetterCursor(Map.of());

  public LetterCursor {
    ends = Map.copyOf(ends);
  }

  /**
   * Reads one.
   *
   * @param text empty for the newest
   * @return empty if it is none
   */
  public static Optional<LetterCursor> of(String text) {
    if (text.isEmpty()) {
      return Optional.of(NEWEST);
    }
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    Map<Integer, Long> ends = new TreeMap<>();
    for (String part : text.split("-")) {
      String[] numbers = part.split("_");
      ends.put(Integer.valueOf(numbers[0]), Long.valueOf(numbers[1]));
    }
    return Optional.of(new LetterCursor(ends));
  }

  /** As {@link #of} reads it. */
  String text() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(ends)
        .forEach(
            (partition, end) ->
                text.append(text.isEmpty() ? "" : "-").append(partition).append('_').append(end));
    return text.toString();
  }
}
