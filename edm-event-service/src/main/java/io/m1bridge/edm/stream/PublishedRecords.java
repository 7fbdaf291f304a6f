package io.m1bridge.edm.stream;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.poll.LedgerRefill.Happened;
import io.m1bridge.edm.poll.LedgerRefill.Published;
import io.m1bridge.m1.AccountId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads back what we published. What others write into the topics is passed over. */
final class PublishedRecords {

  private static final ObjectReader EVENTS = ContractJson.mapper().readerFor(EngagementEvent.class);
  private static final ObjectReader LETTERS = ContractJson.mapper().readerFor(EdmDeadLetter.class);

  private final String deadLetters;

  /**
   * @param deadLetters the name of that topic
   */
  PublishedRecords(String deadLetters) {
    this.deadLetters = deadLetters;
  }

  /** Empty if it is not of ours. */
  Optional<Published> read(ConsumerRecord<String, byte[]> record) {
    Optional<EngagementIds.Parsed> id = id(record.headers().lastHeader("ce_id"));
    if (id.isEmpty() || record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          record.topic().equals(deadLetters)
              ? letter(LETTERS.readValue(record.value()), id.get())
              : event(EVENTS.readValue(record.value()), id.get(), replayOf(record)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<EngagementIds.Parsed> id(@Nullable Header header) {
    return header == null || header.value() == null
        ? Optional.empty()
        : EngagementIds.parse(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static @Nullable String replayOf(ConsumerRecord<String, byte[]> record) {
    Header header = record.headers().lastHeader("ce_" + StreamOutput.REPLAY_OF);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static @Nullable Published event(
      @Nullable EngagementEvent event, EngagementIds.Parsed id, @Nullable String replayOf) {
    return event == null
            || !valid(event.account())
            || event.action() == null
            || event.occurredAt() == null
        ? null
        : new Published(
            event.account(),
            event.campaignId(),
            id.fingerprint(),
            id.ordinal(),
            RowCore.of(event, id.fingerprint()).orElse(null),
            new Happened(event.action(), event.occurredAt()),
            replayOf);
  }

  private static @Nullable Published letter(
      @Nullable EdmDeadLetter letter, EngagementIds.Parsed id) {
    return letter == null || !valid(letter.account())
        ? null
        : new Published(
            letter.account(),
            letter.campaignId(),
            id.fingerprint(),
            id.ordinal(),
            null,
            null,
            null);
  }

  private static boolean valid(@Nullable String account) {
    return account != null && AccountId.isValid(account);
  }
}
