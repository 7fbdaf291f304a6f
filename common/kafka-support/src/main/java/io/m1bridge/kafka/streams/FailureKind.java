package io.m1bridge.kafka.streams;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.jspecify.annotations.Nullable;

/** Why a stream thread died, as far as it decides what comes next. */
enum FailureKind {

  /**
   * The brokers refuse an operation, or the login: nothing helps until somebody grants it, or mends
   * the credentials or a certificate.
   */
  DENIED,

  /**
   * Kafka's weather: it did not answer in time, or has forgotten or replaced our producer, as after
   * a stall. A new thread helps, however often.
   */
  WEATHER,

  /** Anything else is taken for a bug. */
  BUG;

  private static final int DEPTH = 20;

  static FailureKind of(Throwable failure) {
    return causes(failure).flatMap(cause -> kind(cause).stream()).findFirst().orElse(BUG);
  }

  private static Optional<FailureKind> kind(Throwable cause) {
    if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
      return Optional.of(DENIED);
    }
    boolean weather =
        cause instanceof RetriableException
            || cause instanceof ProducerFencedException
            || cause instanceof InvalidProducerEpochException
            || cause instanceof InvalidPidMappingException
            || cause instanceof UnknownProducerIdException;
    return weather ? Optional.of(WEATHER) : Optional.empty();
  }

  /** Bounded: a chain of causes may run in a circle. */
  private static Stream<Throwable> causes(Throwable failure) {
    Stream.Builder<Throwable> causes = Stream.builder();
    @Nullable Throwable next = failure;
    for (int i = 0; i < DEPTH && next != null; i++) {
      causes.add(next);
      next = next.getCause();
    }
    return causes.build();
  }
}
