package io.m1bridge.edm.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in a list; nothing of its row.
 *
 * @param at when it was put aside
 * @param id of the letter
 * @param campaign whose list held the row; null for the list of campaigns itself
 * @param problem what is wrong with the row
 * @param advice what to do
 * @param partition where it stands, with offset
 * @param cut too large to have been kept whole: it cannot be replayed
 * @param readable whether this version can read the row
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedLetter(
    Instant at,
    String id,
    @Nullable Long campaign,
    String reason,
    String problem,
    String advice,
    int partition,
    long offset,
    boolean cut,
    boolean readable) {

  static ListedLetter of(Letter letter) {
    return new ListedLetter(
        letter.at(),
        letter.id(),
        letter.value().campaignId(),
        letter.value().reason(),
        letter.value().problem(),
        letter.value().advice(),
        letter.partition(),
        letter.offset(),
        letter.isCut(),
        letter.kind() == Letter.Kind.MATCHING);
  }
}
