package io.m1bridge.kafka.async;

/** How an asynchronous call ended. */
public sealed interface CallResult<R> {

  /** It returned a value. */
  record Returned<R>(R value) implements CallResult<R> {}

  /**
   * It failed with an exception, which is a bug or an unknown outcome: what M1 answers, failures
   * too, is a value.
   *
   * @param cause unwrapped from {@code CompletionException}
   */
  record Threw<R>(Throwable cause) implements CallResult<R> {}
}
