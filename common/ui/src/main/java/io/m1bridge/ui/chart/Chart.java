package io.m1bridge.ui.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines over time, drawn in the browser by uPlot; without JavaScript, and for screen readers, a
 * table of the same values. In a template: {@code {#m1chart view.calls /}}, on a page whose head
 * includes {@code m1bridge/charts}.
 *
 * <p>uPlot rather than drawing on the server: axes in the reader's time zone, values under the
 * pointer and a size that follows the screen are its work, and it needs neither inline script nor
 * inline style.
 *
 * @param title what is counted, with its unit: "Calls per minute"
 * @param times strictly ascending
 * @param series at most {@value #MAX_SERIES}, each with one value per time
 */
public record Chart(String title, List<Instant> times, List<Series> series) {

  /** As many as there are colours that can be told apart. */
  public static final int MAX_SERIES = 6;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One line.
   *
   * @param values null where nothing is known: a gap, not a zero
   */
  public record Series(String name, List<@Nullable Number> values) {
    public Series {
      values = Collections.unmodifiableList(Arrays.asList(values.toArray(new Number[0])));
    }
  }

  /** A row of the table. */
  public record Row(Instant time, List<@Nullable Number> values) {}

  /**
   * @throws IllegalArgumentException if times and values do not fit together
   */
  public Chart {
    times = List.copyOf(times);
    series = List.copyOf(series);
    int points = times.size();
    if (series.isEmpty() || series.size() > MAX_SERIES) {
      throw new IllegalArgumentException(
          "a chart has 1 to " + MAX_SERIES + " series, not " + series.size());
    }
    if (series.stream().anyMatch(line -> line.values().size() != points)) {
      throw new IllegalArgumentException(
          "every series of '" + title + "' needs " + points + " values, one per time");
    }
    for (int i = 1; i < points; i++) {
      if (!times.get(i - 1).isBefore(times.get(i))) {
        throw new IllegalArgumentException("times of '" + title + "' do not ascend at " + i);
      }
    }
  }

  public boolean isEmpty() {
    return times.isEmpty();
  }

  /** For {@code charts.js}: {@code {"names": […], "data": [[epoch s, …], [values, …], …]}}. */
  public String json() {
    List<Object> data =
        IntStream.rangeClosed(0, series.size())
            .<Object>mapToObj(
                i ->
                    i == 0
                        ? times.stream().map(time -> time.toEpochMilli() / 1000.0).toList()
                        : series.get(i - 1).values())
            .toList();
    try {
      return JSON.writeValueAsString(
          Map.of("names", series.stream().map(Series::name).toList(), "data", data));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers always have a JSON form", e);
    }
  }

  /** Newest first. */
  public List<Row> rows() {
    return IntStream.iterate(times.size() - 1, i -> i >= 0, i -> i - 1)
        .mapToObj(i -> new Row(times.get(i), valuesAt(i)))
        .toList();
  }

  private List<@Nullable Number> valuesAt(int index) {
    @Nullable Number[] values = new @Nullable Number[series.size()];
    Arrays.setAll(values, line -> series.get(line).values().get(index));
    return Collections.unmodifiableList(Arrays.asList(values));
  }
}
