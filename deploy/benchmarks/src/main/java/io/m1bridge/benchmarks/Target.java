package io.m1bridge.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a figure is to reach.
 *
 * @param figure its name
 * @param max the most it may be, or null
 * @param min the least it may be, or null
 * @param met whether it is so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(String figure, @Nullable Double max, @Nullable Double min, boolean met) {

  static Target atMost(String figure, double value, double max) {
    return new Target(figure, max, null, value <= max);
  }

  static Target atLeast(String figure, double value, double min) {
    return new Target(figure, null, min, value >= min);
  }
}
