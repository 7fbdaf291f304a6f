package io.m1bridge.contactsync.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an account is, in one word of a closed list, the first that fits. */
public enum AccountHealth {
  /** A person holds it back, or its calls are only planned. */
  PAUSED("Its calls wait for a person: resume it, or do what stands beside it"),

  /** M1 does not let us in. */
  UNAUTHORIZED("Connect the account at token-service"),

  /** M1 or token-service does not answer. */
  DOWN("Nothing is lost, and calls go on by themselves once there is an answer: look at M1"),

  /** M1 says that the calls of the hour are used up. */
  THROTTLED("Somebody else calls M1 for this account too: leave that a share by its reserve"),

  /** M1 refuses much, or without a reason. */
  REJECTING("Look at what is not delivered, mend the cause, then send it again"),

  /** M1 takes no more contacts. */
  FULL("Delete contacts, or get a larger plan: edits and deletes go on, new contacts wait"),

  /** More waits than goes out soon. */
  LAGGING(
      "It drains by itself, or once M1's lists are read; for good, fewer changes or more calls"),

  /** Nothing is wrong. */
  HEALTHY("Nothing to do");

  private final String advice;

  AccountHealth(String advice) {
    this.advice = advice;
  }

  /** What a person should do, in one sentence. */
  public String advice() {
    return advice;
  }

  /** As it is written in JSON and on pages. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
