package io.m1bridge.edm.poll;

import java.time.Duration;

/**
 * Why one call failed.
 *
 * @param why for a person: a constant phrase, M1's code at most
 * @param refused whether M1 read the call and said no; else it failed on the way
 * @param ofAccount whether nothing else of the account can be read either
 * @param atLeast how long to wait before the next one
 */
record Failure(String why, boolean refused, boolean ofAccount, Duration atLeast) {

  Failure(String why, boolean refused, Duration atLeast) {
    this(why, refused, false, atLeast);
  }

  Failure inTrouble(boolean whole) {
    return new Failure(why, refused, whole, atLeast);
  }
}
