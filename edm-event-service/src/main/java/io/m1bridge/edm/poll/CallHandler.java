package io.m1bridge.edm.poll;

import java.time.Instant;

/** What becomes of a call. Exactly one of these comes, on the account's thread. */
interface CallHandler<T> {

  /**
   * @param askedAt when it was sent: what M1 had then is in the answer
   */
  void answered(T value, Instant askedAt);

  /** M1 did not do this very call; the rest of the account is not concerned. */
  void failed(Failure failure);

  /** It was not made, or the whole account is in trouble: it is to be made again. */
  void notMade();
}
