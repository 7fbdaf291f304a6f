package io.m1bridge.contactsync.reconcile;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Outcome;
import java.util.Optional;

/** What M1's answers to a page mean to a pass. */
final class ListAnswer {

  private ListAnswer() {}

  /** The page; empty if none came. */
  static Optional<M1Answers.Page<?>> page(CallEnd end) {
    return end instanceof CallEnd.Made made
            && made.outcome() instanceof M1Outcome.Accepted<?> accepted
            && accepted.value() instanceof M1Answers.Page<?> page
        ? Optional.of(page)
        : Optional.empty();
  }

  /** M1 does not give this page. */
  static boolean isNo(M1Outcome<?> outcome) {
    return outcome instanceof M1Outcome.Refused<?> || outcome instanceof M1Outcome.TooLarge<?>;
  }

  /** M1 failed on this page: some always do where one is too deep. */
  static boolean isFailure(M1Outcome<?> outcome) {
    return outcome instanceof M1Outcome.Unexplained<?>
        || (outcome instanceof M1Outcome.Unavailable<?> unavailable
            && unavailable.reason().equals(M1Outcome.Unavailable.SERVER_ERROR));
  }
}
