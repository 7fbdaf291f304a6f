package io.m1bridge.contactsync.call;

import io.m1bridge.account.Token;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;

/** How a planned call ended. */
public sealed interface CallEnd {

  /** It was made, with this token. */
  record Made(M1Outcome<?> outcome, Token token) implements CallEnd {}

  /** It was surely not made. */
  record NotMade(Reason reason, Duration retryAfter) implements CallEnd {}

  /**
   * A bug met it before anything was sent.
   *
   * @param error class of what was thrown; its message may quote what the call carries
   */
  record NotSent(String error) implements CallEnd {}

  /**
   * A bug met it on the way: nobody can tell whether it was made.
   *
   * @param error class of what was thrown; its message may quote what the call carries
   */
  record Lost(String error) implements CallEnd {}

  /** Whether it may or may not have happened, and may still happen. */
  default boolean isUnknown() {
    return this instanceof Lost
        || (this instanceof Made made && made.outcome() instanceof M1Outcome.Unknown<?>);
  }

  /** Rows of the list that it gave which could not be read. */
  default int damagedRows() {
    if (!(this instanceof Made made) || !(made.outcome() instanceof M1Outcome.Accepted<?> list)) {
      return 0;
    }
    if (list.value() instanceof M1Answers.Page<?> page) {
      return page.damaged().size();
    }
    return list.value() instanceof M1Answers.Rows<?> rows ? rows.damaged().size() : 0;
  }

  /** The kind of end, for metrics: never what it carries. */
  default String label() {
    return this instanceof Made made
        ? made.outcome().getClass().getSimpleName()
        : getClass().getSimpleName();
  }

  /** Why a call was not made. */
  enum Reason {
    /** The permit died before the intent was committed or the token came. */
    PERMIT_EXPIRED("The permit had expired"),
    /** The account is not connected, or needs a person. */
    NOT_AUTHORIZED("No token: the account is not connected, or needs a person"),
    /** The token is that of another M1 account than the call was planned for. */
    OTHER_INCARNATION("The token is that of another M1 account: nothing is sent there"),
    /** token-service does not answer. */
    NO_TOKEN("No token: token-service does not answer");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }
}
