package io.m1bridge.edm.table;

import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.edm.machine.MachineJudge.Told;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells subscribers the verdicts. Keys in: {@code account/campaign}. */
final class LikelihoodProcessor implements Processor<String, Judged, String, MachineLikelihood> {

  private @Nullable ProcessorContext<String, MachineLikelihood> context;

  @Override
  public void init(ProcessorContext<String, MachineLikelihood> to) {
    context = to;
  }

  @Override
  public void process(Record<String, Judged> record) {
    ProcessorContext<String, MachineLikelihood> to = Objects.requireNonNull(context);
    CampaignKey key = CampaignKey.parse(record.key());
    int ordinal = 0;
    for (Told told : record.value().told()) {
      to.forward(
          new Record<>(
              record.key() + "/" + told.recipient(),
              told.now()
                  .likelihood(key.account(), key.campaignId(), told.recipient(), told.before()),
              record.timestamp(),
              TableHeaders.of(
                  to, key.account(), MachineLikelihood.TYPE, record.timestamp(), ordinal++)));
    }
  }
}
