package io.m1bridge.contactsync.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpTracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CRM = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final Coordinates SOURCE = new Coordinates("crm.contact-changes", 3, 17);
  private static final Instant READ = Instant.parse("2026-11-27T10:00:00Z");
  private static final Instant RECORDED = READ.plusSeconds(40);
  private static final Instant SETTLED = READ.plusSeconds(41);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OtlpTraces traces = new OtlpTraces(SimpleSpanProcessor.create(exporter));

  @Test
  void shouldTellTheCallBelowTheChangeThatItCarried() {
    LastCall call = new LastCall("c7", Operation.EDIT, 900, RECORDED);

    String told = traces.ended(change(call), CRM, result(Outcome.APPLIED, "c7", null));

    List<SpanData> spans = exporter.getFinishedSpanItems();
    SpanData edit = spans.get(0);
    SpanData change = spans.get(1);
    assertThat(change.getName()).isEqualTo("process crm.contact-changes");
    assertThat(change.getTraceId()).isEqualTo(TRACE);
    assertThat(change.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(change.getStartEpochNanos()).isEqualTo(nanos(READ));
    assertThat(change.getEndEpochNanos()).isEqualTo(nanos(SETTLED));
    assertThat(edit.getName()).isEqualTo("M1 contact/edit");
    assertThat(edit.getParentSpanId()).isEqualTo(change.getSpanId());
    assertThat(edit.getStartEpochNanos()).isEqualTo(nanos(RECORDED));
    assertThat(told).isEqualTo("00-" + TRACE + "-" + change.getSpanId() + "-01");
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"REJECTED", "BLOCKED"})
  void shouldMarkWhatM1OrARuleRefused(Outcome outcome) {
    traces.ended(change(null), CRM, result(outcome, null, "E00002"));

    SpanData change = exporter.getFinishedSpanItems().get(0);
    assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    assertThat(change.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(change.getAttributes().asMap().values())
        .contains("E00002", outcome.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void shouldNotNameTheContact() {
    traces.ended(change(null), CRM, result(Outcome.UNCHANGED, null, null));

    assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain("li@example.com");
  }

  private static OpenChange change(@Nullable LastCall call) {
    return new OpenChange("e1", SOURCE, READ, 0, 1, 0, null, call, CRM, null, false, null);
  }

  private static SyncResult result(
      Outcome outcome, @Nullable String callId, @Nullable String m1Code) {
    return new SyncResult(
        "acme",
        "li@example.com",
        "e1",
        SOURCE,
        Operation.NONE,
        outcome,
        null,
        m1Code,
        null,
        1,
        callId,
        0,
        READ,
        SETTLED);
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
