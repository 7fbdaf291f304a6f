package io.m1bridge.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a benchmark measured, and what it was to reach; the last line with {@code --json}. */
public record Report(String benchmark, Map<String, Double> figures, List<Target> targets) {

  /** Begins one. */
  public static Builder of(String benchmark) {
    return new Builder(benchmark);
  }

  /** Lines for a person, one per figure. */
  String table() {
    StringBuilder table = new StringBuilder();
    figures.forEach(
        (name, value) -> table.append("%-36s %,14.2f%s%n".formatted(name, value, verdicts(name))));
    return table.toString();
  }

  private String verdicts(String figure) {
    StringBuilder text = new StringBuilder();
    for (Target target : targets) {
      if (target.figure().equals(figure)) {
        text.append(
            target.max() == null ? "  at least " + target.min() : "  at most " + target.max());
        text.append(target.met() ? ": met" : ": NOT met");
      }
    }
    return text.toString();
  }

  /** Collects figures in their order. */
  public static final class Builder {
    private final String benchmark;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<Target> targets = new ArrayList<>();

    private Builder(String benchmark) {
      this.benchmark = benchmark;
    }

    /** A figure without a target; its unit is the end of its name. */
    public Builder figure(String name, double value) {
      figures.put(name, value);
      return this;
    }

    /** A figure that is to be no more than {@code max}. */
    public Builder atMost(String name, double value, double max) {
      targets.add(Target.atMost(name, value, max));
      return figure(name, value);
    }

    /** A figure that is to be no less than {@code min}. */
    public Builder atLeast(String name, double value, double min) {
      targets.add(Target.atLeast(name, value, min));
      return figure(name, value);
    }

    public Report build() {
      return new Report(benchmark, figures, List.copyOf(targets));
    }
  }
}
