package io.m1bridge.edm.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the dead letters of an account, the newest first.
 *
 * @param letters those that are asked for
 * @param reasons how many of all that were looked at are for which reason, the most first; null
 *     where they were not to be counted
 * @param looked how many records of the topic, also of other accounts, were looked at
 * @param lookedBackTo when the oldest of them was written; null if there was none
 * @param whole whether there is nothing behind what was looked at
 * @param next to be given as {@code before} for those that follow; null if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterPage(
    String account,
    List<ListedLetter> letters,
    @Nullable List<ReasonCount> reasons,
    long looked,
    @Nullable Instant lookedBackTo,
    boolean whole,
    @Nullable String next) {

  public LetterPage {
    letters = List.copyOf(letters);
    reasons = reasons == null ? null : List.copyOf(reasons);
  }

  /** How many letters there are for a reason. */
  public record ReasonCount(String reason, long letters) {}
}
