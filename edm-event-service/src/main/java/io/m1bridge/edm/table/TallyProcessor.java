package io.m1bridge.edm.table;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is added up of a campaign into what subscribers are told. Keys: {@code
 * account/campaign}.
 */
final class TallyProcessor<T, S> implements Processor<String, T, String, S> {

  private final String type;
  private final Telling<T, S> telling;
  private @Nullable ProcessorContext<String, S> context;

  /** What is told. */
  @FunctionalInterface
  interface Telling<T, S> {
    S of(T tally, String account, long campaignId);
  }

  /**
   * @param type of the CloudEvents that are told
   */
  TallyProcessor(String type, Telling<T, S> telling) {
    this.type = type;
    this.telling = telling;
  }

  @Override
  public void init(ProcessorContext<String, S> to) {
    context = to;
  }

  @Override
  public void process(Record<String, T> record) {
    ProcessorContext<String, S> to = Objects.requireNonNull(context);
    CampaignKey key = CampaignKey.parse(record.key());
    to.forward(
        new Record<>(
            record.key(),
            telling.of(record.value(), key.account(), key.campaignId()),
            record.timestamp(),
            TableHeaders.of(to, key.account(), type, record.timestamp())));
  }
}
