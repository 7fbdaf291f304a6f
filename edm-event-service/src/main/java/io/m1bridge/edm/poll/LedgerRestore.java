package io.m1bridge.edm.poll;

import io.m1bridge.edm.poll.LedgerRefill.Published;
import io.m1bridge.edm.poll.PutAway.Stage;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings rows that were put away back into the ledgers of some campaigns, from what was published.
 * A ledger counts as whole again only if what came adds up to what had left it: with one row less,
 * that row would be published a second time.
 */
public final class LedgerRestore {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerRestore.class);

  private record Campaign(String account, long id) {}

  private static final class Ledger {
    final CampaignLedger rows;
    RowSum back = RowSum.NONE;

    Ledger(CampaignLedger rows) {
      this.rows = rows;
    }
  }

  private final Map<Campaign, Ledger> campaigns = new HashMap<>();
  private final Deque<Ledger> uncleared = new ArrayDeque<>();

  void add(CampaignState campaign, CampaignLedger ledger) {
    campaigns.put(new Campaign(campaign.descriptor().account(), campaign.id()), new Ledger(ledger));
  }

  /** Whether nobody waits for it. */
  public boolean isEmpty() {
    return campaigns.isEmpty();
  }

  /** The account is not polled any more by whom these ledgers are of. */
  void drop(String account) {
    campaigns.keySet().removeIf(campaign -> campaign.account().equals(account));
    uncleared.retainAll(campaigns.values());
  }

  /**
   * Begins, or begins anew. What an attempt before has left is to be {@link #cleared}: so it is
   * written first that the rows are put away, whatever became of that since it was read. Without it
   * a ledger that is cleared would be one of which nothing was published.
   */
  public void begin() {
    campaigns.values().forEach(ledger -> ledger.rows.keep(ledger.rows.putAway()));
    uncleared.clear();
    uncleared.addAll(campaigns.values());
    campaigns.values().forEach(ledger -> ledger.back = RowSum.NONE);
  }

  /**
   * Removes some of what an attempt before has left; to be called until it returns true, and before
   * anything is taken.
   */
  public boolean cleared() {
    Ledger next = uncleared.peek();
    if (next != null && next.rows.removeSome().rows() == 0) {
      uncleared.remove();
    }
    return uncleared.isEmpty();
  }

  /** Takes an event or dead letter of the past; those of other campaigns are passed over. */
  public void take(Published row) {
    Long id = row.campaignId();
    Ledger ledger = id == null ? null : campaigns.get(new Campaign(row.account(), id));
    if (ledger == null) {
      return;
    }
    int more = row.into(ledger.rows);
    if (more > 0) {
      ledger.back = ledger.back.plus(row.row(), more);
    }
  }

  /** All was taken. */
  public void finish() {
    campaigns.forEach(
        (campaign, ledger) -> {
          PutAway away = ledger.rows.putAway();
          if (away != null && away.stage() == Stage.DONE) {
            finish(campaign, ledger, away);
          }
        });
  }

  private static void finish(Campaign campaign, Ledger ledger, PutAway away) {
    if (away.rows().equals(ledger.back)) {
      ledger.rows.keep(null);
      return;
    }
    ledger.rows.keep(away.lost());
    LogLine.error(LOG)
        .with(LogKey.ACCOUNT_ID, campaign.account())
        .with(LogKey.CAMPAIGN_ID, campaign.id())
        .with(LogKey.COUNT, away.rows().rows() - ledger.back.rows())
        .say("Events of a campaign are gone from edm.engagement: none of it is published any more");
  }
}
