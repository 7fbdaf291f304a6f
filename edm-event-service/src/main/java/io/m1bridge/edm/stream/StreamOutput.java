package io.m1bridge.edm.stream;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.poll.PollOutput;
import io.m1bridge.kafka.event.CloudEventRecords;
import io.m1bridge.kafka.serde.JsonSerde;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Forwards to the sinks: CloudEvents in binary mode, JSON values. */
final class StreamOutput implements PollOutput {

  private static final String JSON = "application/json";
  private static final String RECORDED_TIME = "recordedtime";

  /** The attribute of an event whose row was a dead letter: the letter's id. */
  static final String REPLAY_OF = "replayof";

  /** More than the headers of an event take. */
  private static final int ATTRIBUTES = 1_024;

  private final ProcessorContext<String, byte[]> context;
  private final Clock clock;
  private final EventForm form;
  private final Set<EngagementEvent.Action> actions;
  private final Serializer<EngagementEvent> engagements =
      JsonSerde.of(EngagementEvent.class).serializer();
  private final Serializer<CampaignDescriptor> descriptors =
      JsonSerde.of(CampaignDescriptor.class).serializer();
  private final Serializer<CampaignCounts> counted =
      JsonSerde.of(CampaignCounts.class).serializer();
  private final Serializer<CompletenessCertificate> certificates =
      JsonSerde.of(CompletenessCertificate.class).serializer();
  private final Serializer<EdmDeadLetter> deadLetters =
      JsonSerde.of(EdmDeadLetter.class).serializer();

  /**
   * @param actions whose events have a topic of their own beside that of all
   */
  StreamOutput(
      ProcessorContext<String, byte[]> context,
      Clock clock,
      EventForm form,
      Set<EngagementEvent.Action> actions) {
    this.context = context;
    this.clock = clock;
    this.form = form;
    this.actions = Set.copyOf(actions);
  }

  @Override
  public Fit engagement(
      String id, EngagementMapper.Mapped mapped, Instant recordedAt, @Nullable String replayOf) {
    EngagementEvent event = mapped.event();
    byte[] value;
    try {
      value = engagements.serialize(EdmTopology.ENGAGEMENT, event);
    } catch (SerializationException e) {
      return Fit.NOT_ENCODABLE;
    }
    String key = form.keys().of(event.recipient());
    int keyBytes = key.getBytes(StandardCharsets.UTF_8).length; // It is the subject as well.
    if (value.length + 2 * keyBytes + ATTRIBUTES > form.maxBytes()) {
      return Fit.TOO_LARGE;
    }
    CloudEventBuilder envelope =
        envelope(event.account(), event.campaignId(), event.action().type(), id)
            .withSubject(key.isEmpty() ? null : key)
            .withTime(mapped.occurredAt())
            .withExtension(RECORDED_TIME, recordedAt.atOffset(ZoneOffset.UTC));
    if (replayOf != null) {
      envelope.withExtension(REPLAY_OF, replayOf);
    }
    CloudEvent built = envelope.build();
    forward(EdmTopology.ENGAGEMENT, key, value, built, recordedAt);
    if (actions.contains(event.action())) {
      forward(EdmTopology.sinkOf(event.action()), key, value, built, recordedAt);
    }
    return Fit.PUBLISHED;
  }

  @Override
  public void deadLetter(String id, EdmDeadLetter letter) {
    Instant now = clock.instant();
    byte[] value = deadLetters.serialize(EdmTopology.DEAD_LETTERS, letter);
    CloudEvent envelope =
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(URI.create("/m1/" + letter.account() + "/campaigns"))
            .withType(EdmDeadLetter.TYPE)
            .withDataContentType(JSON)
            .withTime(now.atOffset(ZoneOffset.UTC))
            .build();
    forward(EdmTopology.DEAD_LETTERS, letter.key(), value, envelope, now);
  }

  @Override
  public void campaign(CampaignDescriptor campaign) {
    Instant now = clock.instant();
    byte[] value = descriptors.serialize(EdmTopology.CAMPAIGNS, campaign);
    String id = campaign.key() + "@" + now.toEpochMilli();
    CloudEvent envelope =
        envelope(campaign.account(), campaign.campaignId(), CampaignDescriptor.TYPE, id)
            .withTime(now.atOffset(ZoneOffset.UTC))
            .build();
    forward(EdmTopology.CAMPAIGNS, campaign.key(), value, envelope, now);
  }

  @Override
  public void counts(CampaignCounts counts) {
    Instant now = clock.instant();
    byte[] value = counted.serialize(EdmTopology.CAMPAIGN_COUNTS, counts);
    String key = counts.account() + "/" + counts.campaignId();
    CloudEvent envelope =
        envelope(
                counts.account(),
                counts.campaignId(),
                CampaignCounts.TYPE,
                key + "@" + now.toEpochMilli())
            .withTime(now.atOffset(ZoneOffset.UTC))
            .build();
    forward(EdmTopology.CAMPAIGN_COUNTS, key, value, envelope, now);
  }

  /** Its id is that of its content: the same said again is the same event. */
  @Override
  public void certificate(CompletenessCertificate certificate) {
    Instant now = clock.instant();
    byte[] value = certificates.serialize(EdmTopology.COMPLETENESS, certificate);
    String key = certificate.key();
    CloudEvent envelope =
        envelope(
                certificate.account(),
                certificate.campaignId(),
                CompletenessCertificate.TYPE,
                key + "@" + UUID.nameUUIDFromBytes(value))
            .withTime(now.atOffset(ZoneOffset.UTC))
            .build();
    forward(EdmTopology.COMPLETENESS, key, value, envelope, now);
  }

  /** A tombstone: the compaction of the topic forgets the key. */
  @Override
  public void withdrawn(String key) {
    context.forward(new Record<>(key, null, clock.millis()), EdmTopology.COMPLETENESS);
  }

  private static CloudEventBuilder envelope(
      String account, long campaignId, String type, String id) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("/m1/" + account + "/campaigns/" + campaignId))
        .withType(type)
        .withDataContentType(JSON);
  }

  private void forward(
      String sink, String key, byte[] value, CloudEvent envelope, Instant timestamp) {
    Headers headers = CloudEventRecords.headers(envelope);
    context.forward(new Record<>(key, value, timestamp.toEpochMilli(), headers), sink);
  }
}
