package io.m1bridge.contactsync.account;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.m1.M1Outcome;

/**
 * Why nothing is sent for an account.
 *
 * @param health what kind of trouble it is
 * @param words for people
 */
public record Trouble(AccountHealth health, String words) {

  /** token-service never told of it. */
  public static final Trouble UNKNOWN_ACCOUNT =
      unauthorized("The account is not known: declare it in token-service");

  static final Trouble FORBIDDEN = unauthorized("M1 forbids this account the API (E10102)");

  static final Trouble YOUNG_TOKEN = unauthorized("M1 does not know the new token yet (E10101)");

  static final Trouble BAD_TOKEN = unauthorized("M1 does not take the token (E10101)");

  static final Trouble THROTTLED =
      new Trouble(AccountHealth.THROTTLED, "M1 takes no more calls for now (E10104, or HTTP 429)");

  static final Trouble UNREADABLE =
      new Trouble(
          AccountHealth.DOWN,
          "The answers to writes cannot be read: whether M1 did them is looked up first");

  /** Somebody has to let us in. */
  public static Trouble unauthorized(String words) {
    return new Trouble(AccountHealth.UNAUTHORIZED, words);
  }

  /** A person holds it. */
  public static Trouble paused(String words) {
    return new Trouble(AccountHealth.PAUSED, words);
  }

  static Trouble of(M1Outcome.Unavailable<?> unavailable) {
    return new Trouble(AccountHealth.DOWN, "M1 is not available: " + unavailable.reason());
  }

  static Trouble of(M1Outcome.Unexplained<?> no) {
    return new Trouble(
        AccountHealth.REJECTING,
        "M1 says no without a reason that its page lists"
            + no.code().map(code -> " (" + code.value() + ")").orElse("")
            + ": nothing is rejected for it before other calls pass");
  }

  static Trouble of(CallEnd.Reason reason) {
    AccountHealth health =
        switch (reason) {
          case NOT_AUTHORIZED -> AccountHealth.UNAUTHORIZED;
          case OTHER_INCARNATION -> AccountHealth.PAUSED;
          case PERMIT_EXPIRED, NO_TOKEN -> AccountHealth.DOWN;
        };
    return new Trouble(health, reason.words());
  }
}
