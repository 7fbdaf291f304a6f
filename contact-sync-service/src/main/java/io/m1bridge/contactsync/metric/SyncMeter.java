package io.m1bridge.contactsync.metric;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.Forecast;
import io.m1bridge.contactsync.view.ReconcileView;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what this process did since it began; with 0 from its start on, as far as the words are
 * known, for Prometheus sees no increase where a counter appears. Safe for several threads.
 */
public final class SyncMeter implements TaskMeter {

  private static final Map<String, String> READS =
      Map.of(
          "contact/all", "list",
          "contact/property/all", "list_properties",
          "contact/group/all", "probe");

  /** As {@link CallEnd#label} has it. */
  private static final String ACCEPTED = "Accepted";

  private final MeterRegistry registry;
  private final Counter changes;
  // Made once: to find a meter by its name and tags for each result took 2 % of the stream thread.
  private final Map<Outcome, Timer> settling = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Counter> results = new EnumMap<>(Outcome.class);
  private final LongAdder deadLetters = new LongAdder();
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

  public SyncMeter(MeterRegistry registry, TaskViews views) {
    this.registry = registry;
    this.changes = registry.counter("m1bridge.contact.sync.changes");
    for (Outcome outcome : Outcome.values()) {
      results.put(
          outcome, registry.counter("m1bridge.contact.sync.results", "outcome", lower(outcome)));
      if (outcome.terminal()) {
        settling.put(
            outcome, registry.timer("m1bridge.contact.sync.settling", "outcome", lower(outcome)));
      }
    }
    beginWithZero();
    Gauge.builder(
            "m1bridge.contact.sync.queued",
            views,
            v -> v.all().stream().mapToInt(AccountView::queued).sum())
        .description("Contacts that wait for a call")
        .register(registry);
    Gauge.builder(
            "m1bridge.contact.sync.calls.open",
            views,
            v -> v.all().stream().mapToInt(AccountView::open).sum())
        .description("Calls without a known outcome")
        .register(registry);
    Gauge.builder(
            "m1bridge.contact.sync.deletes.held",
            views,
            v -> v.all().stream().mapToInt(AccountView::heldDeletes).sum())
        .description("Contacts whose deletes wait for a person to approve or reject them")
        .register(registry);
    Gauge.builder(
            "m1bridge.contact.sync.differing",
            views,
            v ->
                v.all().stream()
                    .map(AccountView::reconcile)
                    .filter(Objects::nonNull)
                    .mapToLong(ReconcileView::listed)
                    .sum())
        .description("Contacts that M1 was seen to have otherwise than it acknowledged")
        .register(registry);
    Gauge.builder(
            "m1bridge.contact.sync.drain",
            views,
            v -> forecasts(v, Forecast::drainSeconds).max().orElse(0))
        .baseUnit("seconds")
        .description("How long the longest queue of an account takes, at full use of its calls")
        .register(registry);
    Gauge.builder(
            "m1bridge.contact.sync.limit",
            views,
            v -> forecasts(v, Forecast::daysUntilFull).min().orElse(Double.NaN))
        .baseUnit("days")
        .description("Until the first account has as many contacts as M1 allows; NaN: not in sight")
        .register(registry);
    Gauge.builder(
            "m1bridge.contact.sync.accounts.troubled",
            views,
            v -> v.all().stream().filter(view -> view.problem() != null).count())
        .description("Accounts for which nothing is sent, or whose calls M1 does not carry out")
        .register(registry);
  }

  private void beginWithZero() {
    for (Reason reason : Reason.values()) {
      deadLetters(reason.code());
    }
    Parsed.PassedOver.WHY.forEach(this::passedOvers);
    for (Intent.Kind kind : Intent.Kind.values()) {
      calls(lower(kind), ACCEPTED);
    }
    READS.values().forEach(kind -> calls(kind, ACCEPTED));
    for (Intent.Kind kind : List.of(Intent.Kind.ADD, Intent.Kind.EDIT, Intent.Kind.DELETE)) {
      batchRows(kind);
    }
    // No class has this name: the counter of a class begins when it was thrown.
    internalErrors("none");
  }

  private static DoubleStream forecasts(
      TaskViews views, Function<Forecast, ? extends @Nullable Number> what) {
    return views.all().stream()
        .map(AccountView::forecast)
        .map(what)
        .filter(Objects::nonNull)
        .mapToDouble(Number::doubleValue);
  }

  @Override
  public void accepted() {
    changes.increment();
  }

  @Override
  public void result(Outcome outcome, Instant receivedAt, Instant now) {
    Timer timer = settling.get(outcome);
    if (timer != null) {
      timer.record(nonNegative(Duration.between(receivedAt, now)));
    }
    Objects.requireNonNull(results.get(outcome)).increment();
  }

  @Override
  public void deadLetter(String reason) {
    deadLetters.increment();
    deadLetters(reason).increment();
  }

  private Counter deadLetters(String reason) {
    return registry.counter("m1bridge.contact.sync.dead.letters", "reason", reason);
  }

  @Override
  public void replayed(String outcome) {
    registry.counter("m1bridge.contact.sync.replays", "outcome", outcome).increment();
  }

  @Override
  public void passedOver(String why) {
    passedOvers(why).increment();
  }

  private Counter passedOvers(String why) {
    return registry.counter("m1bridge.contact.sync.passed.over", "why", why);
  }

  @Override
  public void internalError(String errorClass) {
    internalErrors(errorClass).increment();
  }

  private Counter internalErrors(String errorClass) {
    return registry.counter("m1bridge.contact.sync.internal.errors", "error", errorClass);
  }

  @Override
  public void call(Intent.Kind kind, int rows, String outcome) {
    count(lower(kind), outcome);
    if (rows > 0) {
      batchRows(kind).record(rows);
    }
  }

  private DistributionSummary batchRows(Intent.Kind kind) {
    return DistributionSummary.builder("m1bridge.contact.sync.batch.rows")
        .tag("kind", lower(kind))
        .register(registry);
  }

  @Override
  public void read(String name, CallEnd end) {
    String kind = READS.getOrDefault(name, name);
    count(kind, end.label());
    if (end.damagedRows() > 0) {
      registry
          .counter("m1bridge.contact.sync.rows.damaged", "kind", kind)
          .increment(end.damagedRows());
    }
  }

  private void count(String kind, String outcome) {
    // What was not made is not a call.
    if (!outcome.equals("NotMade")) {
      calls.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }
    calls(kind, outcome).increment();
  }

  private Counter calls(String kind, String outcome) {
    return registry.counter("m1bridge.contact.sync.calls", "kind", kind, "outcome", outcome);
  }

  public long deadLetterCount() {
    return deadLetters.sum();
  }

  public Map<String, Long> callsByKind() {
    Map<String, Long> counts = new TreeMap<>();
    calls.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Duration nonNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
