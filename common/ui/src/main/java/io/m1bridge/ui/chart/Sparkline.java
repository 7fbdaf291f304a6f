package io.m1bridge.ui.chart;

import io.quarkus.qute.TemplateExtension;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A trend the size of a word, drawn by the server: {@code {#m1spark row.perHour label='Opens per
 * hour' /}}.
 */
@TemplateExtension(namespace = "spark")
public final class Sparkline {

  private static final double WIDTH = 100;
  private static final double HEIGHT = 24;
  private static final double MARGIN = 2;

  private Sparkline() {}

  /**
   * Points of an SVG polyline in a box of 100 by 24, from zero (or the least value, if that is
   * negative) to the greatest.
   *
   * @param values oldest first; fewer than two give no line
   */
  public static String points(List<? extends Number> values) {
    if (values.size() < 2) {
      return "";
    }
    double least = Math.min(0, values.stream().mapToDouble(Number::doubleValue).min().orElse(0));
    double greatest = values.stream().mapToDouble(Number::doubleValue).max().orElse(0);
    double span = greatest > least ? greatest - least : 1;
    double step = WIDTH / (values.size() - 1);
    return IntStream.range(0, values.size())
        .mapToObj(
            i -> {
              double share = (values.get(i).doubleValue() - least) / span;
              return String.format(
                  Locale.ROOT,
                  "%.1f,%.1f",
                  i * step,
                  HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
            })
        .collect(Collectors.joining(" "));
  }
}
