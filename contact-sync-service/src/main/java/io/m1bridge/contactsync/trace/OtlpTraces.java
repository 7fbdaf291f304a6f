package io.m1bridge.contactsync.trace;

import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Spans of changes, by OpenTelemetry: one from the record that was read to its result, and below it
 * the call of M1 that carried it. Both are made when the change ends: a change waits in Kafka's
 * stores, over restarts, where no span lives.
 *
 * <p>Names follow OpenTelemetry's conventions for messaging. Keys and data of contacts are in none.
 */
public final class OtlpTraces implements ChangeTraces, AutoCloseable {

  private static final String SCOPE = "io.m1bridge.contact-sync";
  private static final long CLOSE_WITHIN_SECONDS = 5;

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  OtlpTraces(SpanProcessor processor) {
    this.provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.builder().put("service.name", "contact-sync").build())))
            .addSpanProcessor(processor)
            .build();
    this.tracer = provider.get(SCOPE);
  }

  /**
   * Sends spans in the background, and drops what the backend does not take in time: changes never
   * wait for it.
   *
   * @param endpoint where OTLP over HTTP is taken, such as {@code http://collector:4318/v1/traces}
   */
  public static OtlpTraces to(URI endpoint) {
    return new OtlpTraces(
        BatchSpanProcessor.builder(
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build())
            .build());
  }

  @Override
  public String ended(OpenChange change, String traceparent, SyncResult result) {
    Span span =
        tracer
            .spanBuilder("process " + result.source().topic())
            .setParent(parent(traceparent))
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(result.receivedAt())
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.destination.name", result.source().topic())
            .setAttribute(
                "messaging.destination.partition.id", Integer.toString(result.source().partition()))
            .setAttribute("messaging.kafka.offset", result.source().offset())
            .setAttribute("m1bridge.account", result.account())
            .setAttribute("m1bridge.outcome", word(result.outcome()))
            .setAttribute("m1bridge.attempts", result.attempts())
            .startSpan();
    if (result.outcome() == Outcome.REJECTED || result.outcome() == Outcome.BLOCKED) {
      span.setStatus(StatusCode.ERROR);
    }
    if (result.m1Code() != null) {
      span.setAttribute("m1bridge.m1_code", result.m1Code());
    }
    LastCall call = change.last();
    if (result.callId() != null && call != null && call.recordedAt() != null) {
      call(span, call, call.recordedAt(), result);
    }
    span.end(result.settledAt());
    return traceparent(span.getSpanContext());
  }

  private void call(Span change, LastCall call, Instant recordedAt, SyncResult result) {
    tracer
        .spanBuilder("M1 contact/" + call.operation().name().toLowerCase(Locale.ROOT))
        .setParent(Context.root().with(change))
        .setSpanKind(SpanKind.CLIENT)
        .setStartTimestamp(recordedAt)
        .setAttribute("m1bridge.account", result.account())
        .setAttribute("m1bridge.call_id", call.callId())
        .setAttribute("m1bridge.rows", call.rows())
        .startSpan()
        .end(result.settledAt());
  }

  private static Context parent(String traceparent) {
    String[] parts = traceparent.split("-", -1);
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    parts[1], parts[2], TraceFlags.getSampled(), TraceState.getDefault())));
  }

  private static String traceparent(SpanContext context) {
    return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-01";
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Sends what is left, for a few seconds at most. */
  @Override
  public void close() {
    provider.shutdown().join(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
