package io.m1bridge.edm.table;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.edm.summary.CampaignTally;
import io.m1bridge.edm.summary.ContactSummary;
import io.m1bridge.edm.summary.LinkTally;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the tables, for questions from outside of their tasks. */
public final class TableStores {

  /** By account and campaign. */
  public static final String TALLIES = TablesTopology.TALLIES;

  /** By account and campaign. */
  public static final String LINKS = TablesTopology.LINKS;

  /** By account and recipient. */
  public static final String RECIPIENTS = RecipientStore.NAME;

  private TableStores() {}

  /** Statistics of a campaign; empty if there is no event of it. */
  public static Optional<CampaignStats> stats(
      ReadOnlyKeyValueStore<String, CampaignTally> tallies, String account, long campaignId) {
    return Optional.ofNullable(tallies.get(account + "/" + campaignId))
        .map(tally -> tally.stats(account, campaignId));
  }

  /** Links of a campaign; empty if nobody clicked one. */
  public static Optional<LinkStats> links(
      ReadOnlyKeyValueStore<String, LinkTally> tallies, String account, long campaignId) {
    return Optional.ofNullable(tallies.get(account + "/" + campaignId))
        .map(tally -> tally.stats(account, campaignId));
  }

  /** What a recipient did; {@link ContactSummary#NONE} if nothing. */
  public static ContactSummary summary(
      ReadOnlyKeyValueStore<Bytes, byte[]> recipients, String account, String recipient) {
    return RecipientStore.summary(recipients, account, recipient);
  }
}
