package io.m1bridge.simulator.oauth;

import java.util.List;

/** What becomes of a visit to {@code /authorize}. */
public sealed interface AuthorizeOutcome {
  /**
   * The user is to be asked.
   *
   * @param accountIds accounts that may be chosen, the default first
   */
  record Ask(List<String> accountIds) implements AuthorizeOutcome {}

  /** The browser goes back to the application. */
  record Redirect(String location) implements AuthorizeOutcome {
    /** Redacted: the address may hold a code. */
    @Override
    public String toString() {
      return "Redirect[…]";
    }
  }

  /** The browser gets the page's failure form. */
  record Refused(String error, String description) implements AuthorizeOutcome {}
}
