package io.m1bridge.edm.poll;

import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.session.RowLedger;
import io.m1bridge.m1.M1Answers.DamagedRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries of the list of campaigns that cannot be read: each becomes one dead letter, however often
 * M1 lists it. One answer is the whole list, so equal entries are told apart by counting.
 */
final class DamagedCampaigns {

  private final String account;
  private final RowLedger ledger;
  private final DeadRows deadRows;

  DamagedCampaigns(String account, RowLedger ledger, DeadRows deadRows) {
    this.account = account;
    this.ledger = ledger;
    this.deadRows = deadRows;
  }

  void publish(List<DamagedRow> rows) {
    Map<RowFingerprint, Integer> listed = new HashMap<>();
    for (DamagedRow row : rows) {
      RowFingerprint fingerprint = EngagementIds.ofUnreadable(account, 0, row.raw());
      int count = listed.merge(fingerprint, 1, Integer::sum);
      if (count > ledger.published(fingerprint)) {
        ledger.put(fingerprint, count);
        deadRows.unreadableCampaign(EngagementIds.id(fingerprint, count), row);
      }
    }
  }
}
