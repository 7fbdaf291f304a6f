package io.m1bridge.simulator.edm;

import io.m1bridge.simulator.protocol.M1Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one campaign while others answer.
 *
 * @param hidesAfter how long after it was sent M1 no longer knows it; null: never
 * @param hiddenFor for how long; null: for ever
 * @param refusal what each call for its rows gets; null: its rows
 */
public record CampaignTrouble(
    @Nullable Duration hidesAfter, @Nullable Duration hiddenFor, @Nullable M1Code refusal) {
  /** Nothing is wrong. */
  static final CampaignTrouble NONE = new CampaignTrouble(null, null, null);

  boolean hides(long sendAt, long now) {
    if (hidesAfter == null) {
      return false;
    }
    long from = sendAt + hidesAfter.toMillis();
    return now >= from && (hiddenFor == null || now < from + hiddenFor.toMillis());
  }
}
