package io.m1bridge.contactsync.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the dead letters, the newest first.
 *
 * @param letters those that are asked for
 * @param reasons how many of all that were looked at are for which reason, the most first; null
 *     where they were not counted
 * @param looked how many records of the topic were looked at for this answer
 * @param lookedBackTo when the oldest of them was written; null if there was none
 * @param whole whether there is nothing behind what was looked at
 * @param ofNobody letters among them of which nobody can tell whose they are
 * @param next to be given as {@code before} for those that follow; null if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterPage(
    List<ListedLetter> letters,
    @Nullable List<ReasonCount> reasons,
    long looked,
    @Nullable Instant lookedBackTo,
    boolean whole,
    long ofNobody,
    @Nullable String next) {

  public LetterPage {
    letters = List.copyOf(letters);
    reasons = reasons == null ? null : List.copyOf(reasons);
  }

  /** How many letters there are for a reason. */
  public record ReasonCount(String reason, long letters) {}
}
