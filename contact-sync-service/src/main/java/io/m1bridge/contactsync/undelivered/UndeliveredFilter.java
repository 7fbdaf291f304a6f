package io.m1bridge.contactsync.undelivered;

import io.m1bridge.contracts.Undelivered;
import java.util.Locale;

/**
 * Which undelivered contacts are meant.
 *
 * @param reason only those of this code; empty for all
 * @param text what their keys have in them, whatever the case; empty for all
 */
public record UndeliveredFilter(String reason, String text) {

  public UndeliveredFilter {
    reason = reason.strip();
    text = text.strip();
  }

  /** Whether it lets all pass. */
  public boolean isAll() {
    return reason.isEmpty() && text.isEmpty();
  }

  boolean accepts(Undelivered one) {
    return (reason.isEmpty() || reason.equals(one.reason()))
        && (text.isEmpty()
            || one.contactKey().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }
}
