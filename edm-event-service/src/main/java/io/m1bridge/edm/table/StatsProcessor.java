package io.m1bridge.edm.table;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.edm.summary.CampaignTally;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Turns tallies into what subscribers are told. Keys: {@code account/campaign}. */
final class StatsProcessor implements Processor<String, CampaignTally, String, CampaignStats> {

  private @Nullable ProcessorContext<String, CampaignStats> context;

  @Override
  public void init(ProcessorContext<String, CampaignStats> to) {
    context = to;
  }

  @Override
  public void process(Record<String, CampaignTally> record) {
    ProcessorContext<String, CampaignStats> to = Objects.requireNonNull(context);
    CampaignKey key = CampaignKey.parse(record.key());
    to.forward(
        new Record<>(
            record.key(),
            record.value().stats(key.account(), key.campaignId()),
            record.timestamp(),
            TableHeaders.of(to, key.account(), CampaignStats.TYPE, record.timestamp())));
  }
}
