package io.m1bridge.token.log;

/**
 * A decision about an account.
 *
 * @param change what is written
 * @param result what it means to whoever asked; told once the change is committed
 */
public record Decision<R>(Change change, R result) {

  /** Nothing is written. */
  public static <R> Decision<R> keep(R result) {
    return new Decision<>(new Change.Keep(), result);
  }
}
