package io.m1bridge.contactsync.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.task.RecordingMeter;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultTracesTest {

  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final ContactKey CONTACT = new ContactKey(new AccountId("acme"), "k1");

  private final List<Record<byte[], Outbound>> sent = new ArrayList<>();
  private final ResultPublisher results =
      new ResultPublisher(
          sent::add,
          Clock.fixed(NOW, ZoneOffset.UTC),
          new RecordingMeter(),
          (change, traceparent, result) -> traceparent + " told of " + result.outcome());

  @Test
  void shouldSendAResultWithTheContextOfItsSpan() {
    results.publish(CONTACT, Ending.forgotten(change("00-a-b-01")), Optional.empty());

    assertThat(traceparent()).isEqualTo("00-a-b-01 told of BLOCKED");
  }

  @Test
  void shouldTellNobodyOfChangesWithoutATraceAndOfThoseThatOnlyWait() {
    results.publish(CONTACT, Ending.forgotten(change(null)), Optional.empty());
    assertThat(traceparent()).isNull();

    results.publish(CONTACT, Ending.parked(change("00-a-b-01"), null, "full"), Optional.empty());
    assertThat(traceparent()).isNull();
  }

  private @Nullable String traceparent() {
    Header header = sent.get(sent.size() - 1).headers().lastHeader("traceparent");
    return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
  }

  private static OpenChange change(@Nullable String traceparent) {
    return OpenChange.read("e1", new Coordinates("changes", 0, 1), NOW, traceparent);
  }
}
