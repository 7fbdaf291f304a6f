package io.m1bridge.edm.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.m1.M1Answers.DamagedRow;
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
 * @param cut of more than 16,000 characters, of which the beginning was kept: it cannot be replayed
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

  /** Whatever the cause was, to mend it does not help. */
  private static final String CUT_ADVICE =
      "It cannot be replayed: of a row of more than "
          + DamagedRow.LONGEST_RAW
          + " characters the letter has the beginning only. Have the row from M1.";

  static ListedLetter of(Letter letter) {
    return new ListedLetter(
        letter.at(),
        letter.id(),
        letter.value().campaignId(),
        letter.value().reason(),
        letter.value().problem(),
        letter.isCut() ? CUT_ADVICE : letter.value().advice(),
        letter.partition(),
        letter.offset(),
        letter.isCut(),
        letter.kind() == Letter.Kind.MATCHING);
  }
}
