package io.m1bridge.kafka.topic;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Waits for what the Admin client is asked. */
final class Answers {

  private Answers() {}

  /**
   * @throws UnknownTopicOrPartitionException when there is no such topic
   * @throws Unanswered when Kafka does not answer now
   * @throws KafkaException when it refuses
   */
  static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable failure = e.getCause() == null ? e : e.getCause();
      if (failure instanceof UnknownTopicOrPartitionException missing) {
        throw missing;
      }
      if (failure instanceof RetriableException) {
        throw new Unanswered(failure);
      }
      throw failure instanceof KafkaException known ? known : new KafkaException(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered(e);
    }
  }

  /**
   * Waits before Kafka is asked again.
   *
   * @throws Unanswered when this thread is interrupted
   */
  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered(e);
    }
  }

  /** Kafka does not answer, or this thread is to end. */
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(Throwable failure) {
      super(failure);
    }

    Throwable failure() {
      @Nullable Throwable cause = getCause();
      return cause == null ? this : cause;
    }
  }
}
