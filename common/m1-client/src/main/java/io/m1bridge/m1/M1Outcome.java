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
   * M1 read it and said no with a code that blames the call: E10103 or E00005. A repeat of the same
   * call is refused again.
   *
   * @param message M1's own words, at most 200 characters, or empty; may quote a contact, so it
   *     belongs into results and dead letters, never into a log
   */
  record Refused<T>(M1Code code, String message) implements M1Outcome<T> {

    /** Hides the message. */
    @Override
    public String toString() {
      return "Refused[" + code + "]";
    }
  }

  /** HTTP 413 or 414: M1's server takes no form so large. The same rows in two calls may pass. */
  record TooLarge<T>() implements M1Outcome<T> {}

  /**
   * A "no" that does not say why: without a code, or with one that M1's page does not list. It may
   * come from M1 or from a gateway before it, and speak of the call, of the account or of neither:
   * nobody's fault, until something else passes.
   *
   * @param code a code that M1's page does not list, if there was one
   * @param message M1's own words or the HTTP status, at most 200 characters; may quote a contact,
   *     so it belongs into results and dead letters, never into a log
   * @param retryAfter how long M1 asks to wait, at most an hour; empty if it does not say
   */
  record Unexplained<T>(Optional<M1Code> code, String message, Optional<Duration> retryAfter)
      implements M1Outcome<T> {

    /** M1 does not say how long to wait. */
    public Unexplained(Optional<M1Code> code, String message) {
      this(code, message, Optional.empty());
    }

    /** Hides the message. */
    @Override
    public String toString() {
      return "Unexplained[" + code.map(M1Code::value).orElse("no code") + "]";
    }
  }

  /** E00001 to E00004: adds wait, everything else goes on. */
  record ContactLimit<T>(M1Code code) implements M1Outcome<T> {}

  /** E10101: get a newer token and try again, once. */
  record Unauthorized<T>() implements M1Outcome<T> {}

  /** E10102: this account may not call the API; no retry. */
  record Forbidden<T>() implements M1Outcome<T> {}

  /**
   * E10104 or HTTP 429: the hour's calls are used up.
   *
   * @param retryAfter how long M1 asks to wait, at most an hour; empty if it does not say
   */
  record Throttled<T>(Optional<Duration> retryAfter) implements M1Outcome<T> {

    /** M1 does not say how long to wait. */
    public Throttled() {
      this(Optional.empty());
    }
  }

  /**
   * Not done, for a reason that passes: E10001 (M1 says that it failed), connection refused,
   * circuit open; or a read without an answer that can be understood.
   *
   * @param reason a constant phrase for logs and metrics
   * @param retryAfter how long M1 asks to wait, at most an hour; else what fits the reason
   * @param asked whether M1, or a gateway before it, asked for that
   */
  record Unavailable<T>(String reason, Duration retryAfter, boolean asked) implements M1Outcome<T> {

    /** M1 does not say how long to wait. */
    public Unavailable(String reason, Duration retryAfter) {
      this(reason, retryAfter, false);
    }

    /** The reason after E10001: M1 itself failed on this call, it was not the way there. */
    public static final String SERVER_ERROR = "M1 says: server error";

    /** The reason of a call that never left, since the calls before it had failed. */
    public static final String CIRCUIT_OPEN = "circuit open";

    /** Whether M1 itself failed on this call and said so. */
    public boolean isServerError() {
      return reason.equals(SERVER_ERROR);
    }

    /** Whether the call never left, so that M1 has not counted it. */
    public boolean isCircuitOpen() {
      return reason.equals(CIRCUIT_OPEN);
    }
  }

  /**
   * A write that may or may not have happened, and may still happen: time-out, connection lost
   * after sending, an answer that cannot be read. A read that ends so is {@link Unavailable}.
   *
   * @param reason a constant phrase for logs and metrics; never a URL, a body or a token
   * @param retryAfter how long M1, or a gateway before it, asks to wait, at most an hour; empty if
   *     nobody says
   */
  record Unknown<T>(String reason, Optional<Duration> retryAfter) implements M1Outcome<T> {

    /** Nobody says how long to wait. */
    public Unknown(String reason) {
      this(reason, Optional.empty());
    }
  }
}
