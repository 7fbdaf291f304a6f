package io.m1bridge.kafka.async;

import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one Streams task has in flight. The task submits and, in a wall-clock punctuator,
 * drains, both on its own thread, so stores and {@code forward} are used as always; only
 * completions arrive from other threads.
 *
 * <p>Results come in the order of completion. A task that is closed (rebalance, stop) forgets its
 * calls: their results are discarded, and whoever owns the task next finds the intent on record.
 *
 * @param <K> what the task needs to know a call again
 * @param <R> what a call returns
 */
public final class AsyncCalls<K, R> implements AutoCloseable {

  private final int limit;
  private final Queue<Completed<K, R>> completed = new ConcurrentLinkedQueue<>();
  private int open;
  private volatile boolean closed;

  /**
   * @param limit how many calls may be submitted and not yet drained, at least 1
   */
  public AsyncCalls(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A limit of " + limit + " lets no call through");
    }
    this.limit = limit;
  }

  /** Returns how many more calls may be submitted now. */
  public int room() {
    return limit - open;
  }

  /** Returns how many calls are submitted and not yet drained. */
  public int open() {
    return open;
  }

  /**
   * Starts a call. A supplier that throws counts as a call that failed.
   *
   * @throws IllegalStateException when there is no {@link #room()}, or after {@link #close()}
   */
  public void submit(K key, Supplier<? extends CompletionStage<R>> call) {
    if (closed) {
      throw new IllegalStateException("The task is closed");
    }
    if (room() == 0) {
      throw new IllegalStateException("All " + limit + " calls are in flight: ask room() first");
    }
    open++;
    CompletionStage<R> stage;
    try {
      stage = call.get();
    } catch (RuntimeException e) {
      completed.add(new Completed<>(key, new CallResult.Threw<>(e)));
      return;
    }
    stage.whenComplete((value, failure) -> arrived(key, value, failure));
  }

  private void arrived(K key, @Nullable R value, @Nullable Throwable failure) {
    if (closed) {
      return;
    }
    if (failure != null) {
      completed.add(new Completed<>(key, new CallResult.Threw<>(unwrapped(failure))));
    } else if (value != null) {
      completed.add(new Completed<>(key, new CallResult.Returned<>(value)));
    } else {
      completed.add(
          new Completed<>(
              key, new CallResult.Threw<>(new NullPointerException("The call returned null"))));
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  /**
   * Hands over every result that has arrived so far. When {@code handler} throws, the results
   * behind stay for the next time.
   *
   * @return how many
   */
  public int drain(BiConsumer<K, CallResult<R>> handler) {
    int drained = 0;
    for (Completed<K, R> next = completed.poll(); next != null; next = completed.poll()) {
      open--;
      drained++;
      handler.accept(next.key(), next.result());
    }
    return drained;
  }

  /** Forgets all calls; results that arrive later are discarded. */
  @Override
  public void close() {
    closed = true;
    completed.clear();
    open = 0;
  }

  private record Completed<K, R>(K key, CallResult<R> result) {}
}
