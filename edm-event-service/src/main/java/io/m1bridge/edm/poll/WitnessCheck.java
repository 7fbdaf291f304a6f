package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what M1 lists of one contact and campaign with the ledger. */
final class WitnessCheck {

  private final AccountDescriptor account;
  private final PollStore store;
  private final EngagementMapper mapper;

  WitnessCheck(AccountDescriptor account, PollStore store, EngagementMapper mapper) {
    this.account = account;
    this.store = store;
    this.mapper = mapper;
  }

  /**
   * What the list tells: of rows whose time was found complete. A row that M1 changed is known by
   * its core.
   *
   * @return null where nothing can be compared, or none of the rows is known: then the list says it
   *     in another way
   */
  @Nullable Witnessed of(CampaignState campaign, List<EngagementRow> rows, Instant now) {
    Instant verifiedTo = campaign.timing().verifiedTo();
    CampaignLedger ledger = store.ledger(account, campaign.id());
    if (verifiedTo == null || ledger.putAway() != null) {
      return null;
    }
    Map<RowCore, Map<RowFingerprint, Integer>> listed = new HashMap<>();
    for (EngagementRow row : rows) {
      Instant at = mapper.date(row.eventDate());
      if (at != null && !at.isAfter(verifiedTo)) {
        RowFingerprint fingerprint =
            EngagementIds.fingerprint(
                account.account(), campaign.id(), EngagementMapper.identity(row));
        listed
            .computeIfAbsent(RowCore.of(row, fingerprint), core -> new HashMap<>())
            .merge(fingerprint, 1, Integer::sum);
      }
    }
    long all = 0;
    long missing = 0;
    for (Map.Entry<RowCore, Map<RowFingerprint, Integer>> alike : listed.entrySet()) {
      int count = 0;
      int known = 0;
      for (Map.Entry<RowFingerprint, Integer> row : alike.getValue().entrySet()) {
        count += row.getValue();
        known += Math.min(row.getValue(), ledger.published(row.getKey()));
      }
      all += count;
      missing += Math.max(0, count - Math.max(known, ledger.published(alike.getKey())));
    }
    return missing == all ? null : new Witnessed(all, missing, now);
  }
}
