package io.m1bridge.edm.table;

import io.m1bridge.contracts.LinkStats;
import io.m1bridge.edm.summary.LinkTally;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Turns tallies of links into what subscribers are told. Keys: {@code account/campaign}. */
final class LinksProcessor implements Processor<String, LinkTally, String, LinkStats> {

  private @Nullable ProcessorContext<String, LinkStats> context;

  @Override
  public void init(ProcessorContext<String, LinkStats> to) {
    context = to;
  }

  @Override
  public void process(Record<String, LinkTally> record) {
    ProcessorContext<String, LinkStats> to = Objects.requireNonNull(context);
    CampaignKey key = CampaignKey.parse(record.key());
    to.forward(
        new Record<>(
            record.key(),
            record.value().stats(key.account(), key.campaignId()),
            record.timestamp(),
            TableHeaders.of(to, key.account(), LinkStats.TYPE, record.timestamp())));
  }
}
