package io.m1bridge.edm.poll;

import io.m1bridge.edm.session.RowLedger;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one campaign. Its rows can be put away: then it knows no row, and what a page lists
 * must not be compared with it until they are back.
 *
 * <p>Why: {@code docs/rationale.md#rows-of-campaigns-at-rest-leave-the-ledger}.
 */
public interface CampaignLedger extends RowLedger {

  /** What is kept of rows that left it; null if it has all that were published. */
  @Nullable PutAway putAway();

  /** Keeps that from now on; null if it has all rows again. */
  void keep(@Nullable PutAway putAway);

  /**
   * Removes some rows: as many as do not take long.
   *
   * @return what they add up to; of no rows once none is left
   */
  RowSum removeSome();
}
