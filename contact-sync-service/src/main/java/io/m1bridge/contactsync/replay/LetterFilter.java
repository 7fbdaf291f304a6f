package io.m1bridge.contactsync.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant.
 *
 * @param reason only those of this code; null for all
 * @param from written at this time or later; null for all
 * @param to written before this time; null for all
 */
public record LetterFilter(@Nullable String reason, @Nullable Instant from, @Nullable Instant to) {

  /** Every letter. */
  public static final LetterFilter ALL = new LetterFilter(null, null, null);

  boolean accepts(String code, Instant writtenAt) {
    return (reason == null || reason.equals(code))
        && (from == null || !writtenAt.isBefore(from))
        && (to == null || writtenAt.isBefore(to));
  }

  /** The same, of what was written before a time. */
  LetterFilter before(Instant end) {
    return new LetterFilter(reason, from, to != null && to.isBefore(end) ? to : end);
  }
}
