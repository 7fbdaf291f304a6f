package io.m1bridge.edm.replay;

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

  boolean accepts(Letter letter) {
    return (reason == null || reason.equals(letter.value().reason()))
        && (from == null || !letter.at().isBefore(from))
        && (to == null || letter.at().isBefore(to));
  }
}
