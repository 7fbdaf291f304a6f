package io.m1bridge.kafka.streams;

import io.m1bridge.kafka.streams.StreamsState.Failed;
import io.m1bridge.kafka.streams.StreamsState.Running;
import io.m1bridge.kafka.streams.StreamsState.Waiting;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Health of a Streams application: alive unless only a new process helps, ready while all its tasks
 * are at work.
 */
public final class StreamsHealth {

  private static final String NAME = "kafka-streams";

  private StreamsHealth() {}

  /**
   * Up unless the application has ended by failures: waiting for Kafka or for topics is not dead.
   */
  public static HealthCheckResponse liveness(StreamsLifecycle lifecycle) {
    return liveness(lifecycle.state());
  }

  /** As {@link #liveness(StreamsLifecycle)}, of one application of several in a process. */
  public static HealthCheckResponse liveness(String name, StreamsLifecycle lifecycle) {
    StreamsState state = lifecycle.state();
    return answer(name, state).status(!(state instanceof Failed)).build();
  }

  /** Up while running; says what is missing otherwise, and what could be better. */
  public static HealthCheckResponse readiness(StreamsLifecycle lifecycle) {
    return readiness(NAME, lifecycle);
  }

  /** As {@link #readiness(StreamsLifecycle)}, of one application of several in a process. */
  public static HealthCheckResponse readiness(String name, StreamsLifecycle lifecycle) {
    StreamsState state = lifecycle.state();
    HealthCheckResponseBuilder answer = answer(name, state).status(state instanceof Running);
    lifecycle.warning().ifPresent(warning -> answer.withData("warning", warning));
    return answer.build();
  }

  static HealthCheckResponse liveness(StreamsState state) {
    return answer(NAME, state).status(!(state instanceof Failed)).build();
  }

  static HealthCheckResponse readiness(StreamsState state) {
    return answer(NAME, state).status(state instanceof Running).build();
  }

  private static HealthCheckResponseBuilder answer(String name, StreamsState state) {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named(name).withData("state", state.getClass().getSimpleName());
    if (state instanceof Waiting waiting) {
      return answer.withData("problem", waiting.problem());
    }
    if (state instanceof Failed failed) {
      return answer.withData("problem", failed.reason());
    }
    return answer;
  }
}
