package io.m1bridge.edm.replay;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.m1.wire.KeptRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of {@code edm.dead-letters}.
 *
 * @param at when it was put aside
 */
record Letter(Instant at, int partition, long offset, String id, EdmDeadLetter value) {

  private static final ObjectReader LETTERS = ContractJson.mapper().readerFor(EdmDeadLetter.class);
  private static final Pattern CUT = Pattern.compile("… sha256:[0-9a-f]{64}$");

  /** What it is to a replay. */
  enum Kind {
    /** The row was too large to be kept whole. */
    CUT,
    /** An entry of the list of campaigns: one that can be read again is found by the next look. */
    OF_NO_CAMPAIGN,
    /** Its row cannot be read by this version either. */
    UNREADABLE,
    MATCHING
  }

  /** Empty if it is none of ours. */
  static Optional<Letter> read(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader("ce_id");
    if (id == null || id.value() == null || record.value() == null) {
      return Optional.empty();
    }
    String text = new String(id.value(), StandardCharsets.UTF_8);
    try {
      EdmDeadLetter value = LETTERS.readValue(record.value());
      boolean whole =
          value != null
              && value.account() != null
              && value.reason() != null
              && value.row() != null
              && EngagementIds.parse(text).isPresent();
      return whole
          ? Optional.of(
              new Letter(
                  Instant.ofEpochMilli(record.timestamp()),
                  record.partition(),
                  record.offset(),
                  text,
                  value))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  boolean isCut() {
    return CUT.matcher(value.row()).find();
  }

  Kind kind() {
    Long campaign = value.campaignId();
    if (campaign == null) {
      return Kind.OF_NO_CAMPAIGN;
    }
    if (isCut()) {
      return Kind.CUT;
    }
    return KeptRow.engagement(campaign, value.row()).isPresent() ? Kind.MATCHING : Kind.UNREADABLE;
  }
}
