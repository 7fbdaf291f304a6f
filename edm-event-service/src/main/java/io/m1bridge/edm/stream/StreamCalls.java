package io.m1bridge.edm.stream;

import io.m1bridge.edm.poll.TaskCalls;
import io.m1bridge.kafka.async.AsyncCalls;
import io.m1bridge.kafka.async.CallResult;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Results on the task's thread. Reads are harmless to repeat, so nothing is on record before them:
 * a task that dies forgets them, and the next one reads again.
 */
final class StreamCalls implements TaskCalls {

  /** Far more than the accounts of a task may have in flight: the poller keeps the real limit. */
  private static final int LIMIT = 100_000;

  private final AsyncCalls<String, Runnable> calls = new AsyncCalls<>(LIMIT);

  @Override
  public <T> void await(CompletionStage<T> stage, Consumer<T> then) {
    calls.submit("read", () -> stage.thenApply(value -> () -> then.accept(value)));
  }

  /**
   * Handles what has arrived.
   *
   * @throws IllegalStateException if a read threw: the reader promises that none does
   */
  void drain() {
    calls.drain(
        (name, result) -> {
          if (result instanceof CallResult.Returned<Runnable> returned) {
            returned.value().run();
          } else if (result instanceof CallResult.Threw<Runnable> threw) {
            throw new IllegalStateException("A read of M1 threw", threw.cause());
          }
        });
  }

  void close() {
    calls.close();
  }
}
