package io.m1bridge.kafka.streams;

/** Where a Streams application is between its start and its end. */
public sealed interface StreamsState {

  /** Not started yet. */
  record Created() implements StreamsState {}

  /**
   * Its topics are not there yet, or Kafka does not answer; goes on by itself.
   *
   * @param problem what is missing and what to do
   */
  record Waiting(String problem) implements StreamsState {}

  /** Running, but tasks are being moved or stores restored. */
  record Rebalancing() implements StreamsState {}

  /** Every task of this process is at work. */
  record Running() implements StreamsState {}

  /**
   * Ended by failures; only a new process helps.
   *
   * @param reason class and message of the last one
   */
  record Failed(String reason) implements StreamsState {}

  /** Closed, or being closed. */
  record Stopped() implements StreamsState {}
}
