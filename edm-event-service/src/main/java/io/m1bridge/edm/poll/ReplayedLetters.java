package io.m1bridge.edm.poll;

import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.session.RowLedger;

/**
 * Which dead letters of a campaign were replayed, and for how many of its published rows of a core
 * that accounts. It is kept beside the ledger, in entries of the same form.
 *
 * <p>Why: {@code docs/rationale.md#a-replayed-row-is-told-from-one-that-a-poll-published}.
 */
final class ReplayedLetters {

  private final RowLedger kept;
  private final String account;
  private final long campaign;

  /**
   * @param kept of the account, all campaigns
   */
  ReplayedLetters(RowLedger kept, String account, long campaign) {
    this.kept = kept;
    this.account = account;
    this.campaign = campaign;
  }

  boolean has(String letter) {
    return kept.published(of("letter " + letter)) > 0;
  }

  /** Letters that were replayed and are rows of this core. */
  int of(RowCore core) {
    return kept.published(of(core.hash()));
  }

  /**
   * Another one was replayed.
   *
   * @param core of its row
   */
  void add(String letter, RowCore core) {
    kept.put(of("letter " + letter), 1);
    kept.put(of(core.hash()), of(core) + 1);
  }

  private RowFingerprint of(long core) {
    return of("core " + Long.toHexString(core));
  }

  private RowFingerprint of(String what) {
    return EngagementIds.ofUnreadable(account, campaign, "replayed " + what);
  }
}
