package io.m1bridge.token.page;

import io.m1bridge.token.calls.CallHour;
import io.m1bridge.token.permit.Holder;
import io.m1bridge.ui.chart.Chart;
import io.m1bridge.ui.chart.StackedBar;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one account in the last 60 minutes.
 *
 * @param total of all holders
 * @param limit of M1, calls per hour
 * @param bar by holder, as part of the limit
 * @param perMinute by holder, over the hour
 * @param since set only where less than the whole hour is known
 */
public record CallsView(
    int total, int limit, StackedBar bar, Chart perMinute, @Nullable Instant since) {

  private static final int MINUTES = 60;

  /** A take-over a moment ago is no news to people. */
  private static final Duration WHOLE = Duration.ofMinutes(59);

  static CallsView of(CallHour hour, int limit, Instant now) {
    List<StackedBar.Part> parts =
        Arrays.stream(Holder.values())
            .map(holder -> new StackedBar.Part(holder.label(), hour.of(holder)))
            .toList();
    return new CallsView(
        hour.total(),
        limit,
        new StackedBar(parts, limit),
        chart(hour, now),
        hour.since().isAfter(now.minus(WHOLE)) ? hour.since() : null);
  }

  private static Chart chart(CallHour hour, Instant now) {
    List<Instant> times =
        IntStream.range(0, MINUTES)
            .mapToObj(i -> now.minus(Duration.ofMinutes(MINUTES - 1L - i)))
            .toList();
    long unknown = times.stream().filter(time -> time.isBefore(hour.since())).count();
    return new Chart(
        "Calls per minute",
        times,
        Arrays.stream(Holder.values())
            .map(holder -> new Chart.Series(holder.label(), values(hour, holder, (int) unknown)))
            .toList());
  }

  private static List<@Nullable Number> values(CallHour hour, Holder holder, int unknown) {
    @Nullable Number[] values = new @Nullable Number[MINUTES];
    List<Integer> counts = hour.perMinute().getOrDefault(holder, Collections.nCopies(MINUTES, 0));
    for (int i = unknown; i < MINUTES; i++) {
      values[i] = counts.get(i);
    }
    return Collections.unmodifiableList(Arrays.asList(values));
  }
}
