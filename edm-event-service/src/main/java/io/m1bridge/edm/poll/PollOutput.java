package io.m1bridge.edm.poll;

import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.edm.completeness.CertificateOutput;
import io.m1bridge.edm.engagement.EngagementMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the poller publishes. All of it, and the state it saves, commits together. */
public interface PollOutput extends CertificateOutput {

  /** What became of an event. */
  enum Fit {
    PUBLISHED,
    /** Its record would be larger than allowed; nothing was published. */
    TOO_LARGE,
    /** It holds what JSON cannot; nothing was published. */
    NOT_ENCODABLE
  }

  void campaign(CampaignDescriptor descriptor);

  /**
   * @param id of the event
   * @param recordedAt when the row was first seen
   * @param replayOf the dead letter whose row it is; null if it never was one
   */
  Fit engagement(
      String id, EngagementMapper.Mapped mapped, Instant recordedAt, @Nullable String replayOf);

  /** Always fits: its texts are bounded. */
  void deadLetter(String id, EdmDeadLetter letter);

  void counts(CampaignCounts counts);
}
