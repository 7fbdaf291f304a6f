package io.m1bridge.benchmarks;

/** One measurement. To add one: implement it and put it into the list of {@link Main}. */
public interface Benchmark {

  /** What {@code run NAME} takes. */
  String name();

  /** One line for the list. */
  String description();

  /**
   * Measures; what it started through the workbench is ended by the caller.
   *
   * @throws Exception when it could not measure, which is not the same as a target that is not met
   */
  Report run(Workbench workbench) throws Exception;
}
