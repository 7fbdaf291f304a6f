package io.m1bridge.m1;

import java.time.Duration;
import java.util.Optional;

/**
 * How one call ended. Everything but {@link Accepted} and {@link Unknown} means that M1 did not do
 * it; {@link Unknown} means that nobody can tell, and is its own case everywhere.
 */
public sealed interface M1Outcome<T> {

  /** M1 did it. */
  record Accepted<T>(T value) implements M1Outcome<T> {
    /** Hides the value: answers carry personal data. */
    @Override
    public String toString() {
      return "Accepted";
    }
  }

  /**
   * M1 read it and said no, for good: E10103, E00005, codes not listed, or a form too large for its
   * server. A repeat of the same call is refused again.
   *
   * @param message M1's own words, at most 200 characters, or empty; may quote a contact, so it
   *     belongs into results and dead letters, never into a log
   */
  record Refused<T>(Optional<M1Code> code, String message) implements M1Outcome<T> {

    /** The message that says {@link #isFormTooLarge()}. */
    public static final String FORM_TOO_LARGE = "form too large";

    /** HTTP 413 or 414: the same rows in two calls may pass. */
    public boolean isFormTooLarge() {
      return code.isEmpty() && message.equals(FORM_TOO_LARGE);
    }

    /** Hides the message. */
    @Override
    public String toString() {
      return "Refused[" + code.map(M1Code::value).orElse("no code") + "]";
    }
  }

  /** E00001 to E00004: adds wait, everything else goes on. */
  record ContactLimit<T>(M1Code code) implements M1Outcome<T> {}

  /** E10101: get a newer token and try again, once. */
  record Unauthorized<T>() implements M1Outcome<T> {}

  /** E10102: this account may not call the API; no retry. */
  record Forbidden<T>() implements M1Outcome<T> {}

  /** E10104: the hour's calls are used up. */
  record Throttled<T>() implements M1Outcome<T> {}

  /**
   * Not done, for a reason that passes: E10001 (M1 says that it failed), connection refused,
   * circuit open.
   */
  record Unavailable<T>(String reason, Duration retryAfter) implements M1Outcome<T> {

    /** The reason after E10001: M1 itself failed on this call, it was not the way there. */
    public static final String SERVER_ERROR = "M1 says: server error";
  }

  /**
   * It may or may not have happened, and may still happen: time-out, connection lost after sending,
   * an answer that cannot be read.
   *
   * @param reason a constant phrase for logs and metrics; never a URL, a body or a token
   */
  record Unknown<T>(String reason) implements M1Outcome<T> {}
}
