package io.m1bridge.contactsync.mapping;

import java.util.List;

/**
 * A custom property that is a drop-down, as a mapping says it.
 *
 * @param options labels of what can be chosen, none of them twice
 * @param adds whether a value that is none of them becomes one at M1; else it is a dead letter
 */
public record DropDown(List<String> options, boolean adds) {

  /** More are no choice for a person: whoever maps free text as a drop-down meets this first. */
  public static final int MOST = 500;

  /** Characters of an option: a longer one cannot be read where it is chosen. */
  static final int LONGEST = 100;

  public DropDown {
    options = List.copyOf(options);
  }

  /** Whether a value is short and plain enough to be an option: none has line breaks or tabs. */
  public static boolean mayBeOption(String value) {
    return !value.isBlank()
        && value.length() <= LONGEST
        && value.chars().noneMatch(c -> c == '\t' || c == '\n' || c == '\r');
  }
}
