package io.m1bridge.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How much of a limit is used, and by whom: one bar, drawn by the server. In a template: {@code
 * {#m1bar row.calls.bar label='Calls, last 60 minutes' /}}.
 *
 * @param parts at most {@value Chart#MAX_SERIES}, none negative; coloured like the lines of a
 *     {@link Chart} with the same order
 * @param limit what the whole bar stands for; where the parts are more, they fill it
 */
public record StackedBar(List<Part> parts, long limit) {

  private static final double WIDTH = 100;

  /** One share. */
  public record Part(String name, long value) {}

  /**
   * A part with its place in a box 100 wide.
   *
   * @param series from 1: which colour
   */
  public record Segment(int series, String x, String width) {}

  /**
   * @throws IllegalArgumentException if there are too many parts, or a negative one
   */
  public StackedBar {
    parts = List.copyOf(parts);
    if (parts.size() > Chart.MAX_SERIES) {
      throw new IllegalArgumentException("a bar has at most " + Chart.MAX_SERIES + " parts");
    }
    if (limit <= 0 || parts.stream().anyMatch(part -> part.value() < 0)) {
      throw new IllegalArgumentException("a bar has a positive limit and no negative part");
    }
  }

  public long total() {
    return parts.stream().mapToLong(Part::value).sum();
  }

  /** The parts that can be seen. */
  public List<Segment> segments() {
    double scale = WIDTH / Math.max(limit, total());
    List<Segment> segments = new ArrayList<>();
    double x = 0;
    for (int i = 0; i < parts.size(); i++) {
      double width = parts.get(i).value() * scale;
      if (width > 0) {
        segments.add(new Segment(i + 1, digits(x), digits(width)));
      }
      x += width;
    }
    return segments;
  }

  /** In words, for those who do not see it. */
  public String text() {
    return parts.stream()
        .map(part -> part.name() + " " + part.value())
        .collect(Collectors.joining(", "));
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
