package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that moves to another account: each account has an owner of its own. */
class IntakeMovesTest {

  private static final String TOPIC = "crm.customers";

  @TempDir Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private final RecordingMeter meter = new RecordingMeter();
  private IntakeProcessor intake;

  @BeforeEach
  void begin() throws IOException {
    Path mapping =
        Files.writeString(
            directory.resolve("rows.yaml"),
            """
            format: debezium
            account: shop
            account-of-deletes: row
            contact:
              fields: {email: mail}
            """);
    intake =
        new IntakeProcessor(
            Sources.of(IntakeSettings.of(new AccountId("main")), Map.of(TOPIC, mapping), clock),
            clock,
            meter);
    intake.init(context);
    context.setRecordMetadata(TOPIC, 3, 42);
  }

  @Test
  void shouldRouteADeleteToTheAccountThatAContactLeaves() {
    List<CapturedForward<? extends byte[], ? extends byte[]>> out = moved("\"a\"");

    assertThat(out)
        .extracting(forward -> text(forward.record().key()))
        .containsExactly("a/7", "b/7");
    assertThat(routed(out.get(0)).source()).isEqualTo(routed(out.get(1)).source());
    assertThat(text(routed(out.get(0)).original().value()))
        .isEqualTo("{\"before\":{\"id\":7,\"shop\":\"a\"},\"after\":null,\"op\":\"d\"}");
    assertThat(meter.internalErrors()).isEmpty();
  }

  /** Who reads results by their ids would take two of one id for one. */
  @Test
  void shouldGiveEachOfThemAResultOfItsOwn() {
    List<Record<byte[], Outbound>> sent = new ArrayList<>();
    ResultPublisher results =
        new ResultPublisher(sent::add, clock, meter, (change, traceparent, result) -> traceparent);
    for (CapturedForward<? extends byte[], ? extends byte[]> forward : moved("\"a\"")) {
      results.publish(
          ContactKey.parse(text(forward.record().key())),
          Ending.forgotten(routed(forward).open("")),
          Optional.empty());
    }

    assertThat(sent)
        .extracting(record -> text(record.headers().lastHeader("ce_id").value()))
        .containsExactly("crm.customers-3-42-left-BLOCKED", "crm.customers-3-42-BLOCKED");
    assertThat(routed(moved("\"a\"").get(0)).open("").eventId())
        .isEqualTo("crm.customers-3@42-left");
  }

  @Test
  void shouldPutAsideADeleteOfNoAccountAndRouteTheRow() {
    List<CapturedForward<? extends byte[], ? extends byte[]>> out = moved("null");

    assertThat(out).hasSize(2);
    Headers headers = out.get(0).record().headers();
    assertThat(DeadLetter.read(headers).orElseThrow().reason()).isEqualTo("delete-without-account");
    assertThat(text(out.get(1).record().key())).isEqualTo("b/7");
  }

  private List<CapturedForward<? extends byte[], ? extends byte[]>> moved(String from) {
    context.resetForwards();
    intake.process(
        new Record<>(
            bytes("{\"id\":7}"),
            bytes(
                "{\"op\":\"u\",\"before\":{\"id\":7,\"shop\":"
                    + from
                    + "},\"after\":{\"id\":7,\"shop\":\"b\",\"mail\":\"a@x.cn\"}}"),
            1));
    return List.copyOf(context.forwarded());
  }

  private static RoutedRecord routed(CapturedForward<? extends byte[], ? extends byte[]> forward) {
    return RoutedRecord.read(forward.record().value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
