package io.m1bridge.kafka.streams;

import java.util.function.Consumer;

/** What must be there before a Streams application starts; blocks until it is. */
@FunctionalInterface
public interface Preparation {

  /**
   * Returns when all is there. An interruption means that the process stops.
   *
   * @param waitingFor is told each new problem, for readiness to show
   */
  void await(Consumer<String> waitingFor) throws InterruptedException;
}
