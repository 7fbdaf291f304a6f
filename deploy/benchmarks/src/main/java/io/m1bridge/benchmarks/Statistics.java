package io.m1bridge.benchmarks;

import java.util.Arrays;

/** The arithmetic of reports; no value is ever left out as an outlier. */
public final class Statistics {

  private Statistics() {}

  /** The middle value, or the mean of the middle two. */
  public static double median(double... values) {
    double[] sorted = sorted(values);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /**
   * The smallest value that at least so many percent of all are not above (nearest rank).
   *
   * @param percent above 0, at most 100
   */
  public static double percentile(double[] values, double percent) {
    double[] sorted = sorted(values);
    return sorted[Math.max(0, (int) Math.ceil(percent / 100 * sorted.length) - 1)];
  }

  /** The median of the quotients of values of the same round. */
  public static double medianRatio(double[] ours, double[] theirs) {
    if (ours.length != theirs.length) {
      throw new IllegalArgumentException("As many rounds of the one as of the other");
    }
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    return median(ratios);
  }

  private static double[] sorted(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("There is nothing to sum up");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
