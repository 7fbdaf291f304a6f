package io.m1bridge.edm.table;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.edm.machine.MachineJudge;
import io.m1bridge.edm.machine.MachineModel;
import io.m1bridge.edm.machine.Sighting;
import io.m1bridge.edm.summary.CampaignFact;
import io.m1bridge.edm.summary.LinkFact;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Judges opens and clicks where all of a campaign are: a gateway is known by many recipients. Keys:
 * {@code account/campaign}.
 *
 * <p>Why: {@code
 * docs/rationale.md#machines-are-judged-where-the-campaign-is-not-where-the-recipient-is}.
 */
final class MachineProcessor implements FixedKeyProcessor<String, CampaignFact, Judged> {

  private final MachineModel model;
  private @Nullable Open open;

  private record Open(FixedKeyProcessorContext<String, Judged> context, MachineJudge judge) {}

  private MachineProcessor(MachineModel model) {
    this.model = model;
  }

  static FixedKeyProcessorSupplier<String, CampaignFact, Judged> supplier(MachineModel model) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, CampaignFact, Judged> get() {
        return new MachineProcessor(model);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(MachineStore.builder());
      }
    };
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Judged> context) {
    MachineStore store = new MachineStore(context.getStateStore(MachineStore.NAME));
    open = new Open(context, new MachineJudge(model, store));
  }

  @Override
  public void process(FixedKeyRecord<String, CampaignFact> record) {
    Open to = Objects.requireNonNull(open, "init comes first");
    to.context().forward(record.withValue(judge(to.judge(), record.key(), record.value())));
  }

  private static Judged judge(MachineJudge judge, String mailing, CampaignFact fact) {
    CampaignFact.Happened event = fact.event();
    Sighting sighting = event == null ? null : event.seen();
    if (sighting == null) {
      return new Judged(fact, List.of(), List.of());
    }
    MachineJudge.Seen seen = judge.see(mailing, sighting);
    LinkFact.Click click =
        sighting.action() == Action.CLICKED
            ? new LinkFact.Click(sighting.url(), sighting.linkName(), sighting.at())
            : null;
    boolean links = click != null || !seen.links().isEmpty();
    return new Judged(
        fact.with(seen.marked()),
        links ? List.of(new LinkFact(click, seen.links())) : List.of(),
        seen.told());
  }
}
