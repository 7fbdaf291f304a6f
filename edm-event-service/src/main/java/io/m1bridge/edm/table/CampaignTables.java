package io.m1bridge.edm.table;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.edm.summary.CampaignTally;
import io.m1bridge.edm.summary.LinkTally;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** What the tables of this process hold of a campaign. */
public final class CampaignTables {

  private final Supplier<Optional<KafkaStreams>> streams;

  /**
   * @param streams empty where the tables are not kept, or do not run yet
   */
  public CampaignTables(Supplier<Optional<KafkaStreams>> streams) {
    this.streams = streams;
  }

  /**
   * Its statistics; empty if this process has none.
   *
   * @throws InvalidStateStoreException while stores are moved or restored
   */
  public Optional<CampaignStats> stats(String account, long campaignId) {
    return this.<CampaignTally>find(TablesTopology.TALLIES, account, campaignId)
        .map(tally -> tally.stats(account, campaignId));
  }

  /**
   * Its links; empty if this process knows none.
   *
   * @throws InvalidStateStoreException while stores are moved or restored
   */
  public Optional<LinkStats> links(String account, long campaignId) {
    return this.<LinkTally>find(TablesTopology.LINKS, account, campaignId)
        .map(tally -> tally.stats(account, campaignId));
  }

  private <T> Optional<T> find(String store, String account, long campaignId) {
    return streams
        .get()
        .flatMap(
            running ->
                Optional.ofNullable(
                    running
                        .store(
                            StoreQueryParameters.fromNameAndType(
                                store, QueryableStoreTypes.<String, T>keyValueStore()))
                        .get(account + "/" + campaignId)));
  }
}
