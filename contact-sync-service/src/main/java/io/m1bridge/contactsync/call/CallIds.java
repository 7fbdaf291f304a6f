package io.m1bridge.contactsync.call;

import java.util.random.RandomGenerator;

/** Call ids: a number of this incarnation of the task, and a count. Not thread-safe. */
public final class CallIds {

  private final String incarnation;
  private long count;

  public CallIds(RandomGenerator random) {
    this.incarnation = Long.toString(random.nextLong() & Long.MAX_VALUE, Character.MAX_RADIX);
  }

  /** An id without slashes, unique over all incarnations. */
  public String next() {
    return incarnation + "-" + ++count;
  }
}
