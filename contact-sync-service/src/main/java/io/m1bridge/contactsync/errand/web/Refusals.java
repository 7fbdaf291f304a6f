package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.ui.problem.Problem;

/** What a person is told where M1 does not do what they ask for. M1's own words may be personal. */
final class Refusals {

  static final Problem UNKNOWN =
      Problem.of(504, "m1-outcome-unknown", "Nobody can tell whether M1 did it")
          .withAdvice("Look at what M1 lists in a minute or two before you repeat it");

  private Refusals() {}

  /** Of anything but an acceptance. */
  static Problem of(M1Outcome<?> outcome) {
    if (outcome instanceof M1Outcome.Refused<?> no) {
      return refused(no.code());
    }
    if (outcome instanceof M1Outcome.ContactLimit<?> full) {
      return refused(full.code());
    }
    if (outcome instanceof M1Outcome.TooLarge<?>) {
      return Problem.of(409, "m1-too-large", "M1's server takes no form so large")
          .withAdvice("Use shorter names, or fewer of them");
    }
    if (outcome instanceof M1Outcome.Unexplained<?> no) {
      return Problem.of(502, "m1-says-no", "M1 says no and does not say why")
          .withDetail(no.code().map(M1Code::value).orElse("It gives no code"))
          .withAdvice("It may exist already, or be gone: look at what M1 lists");
    }
    if (outcome instanceof M1Outcome.Forbidden<?>) {
      return refused(M1Code.NO_PERMISSION);
    }
    if (outcome instanceof M1Outcome.Unauthorized<?>) {
      return passing("M1 does not take the token (E10101): a newer one is asked for");
    }
    if (outcome instanceof M1Outcome.Throttled<?>) {
      return passing("M1 takes no more calls for now (E10104, or HTTP 429)");
    }
    if (outcome instanceof M1Outcome.Unavailable<?> away) {
      return passing(away.reason());
    }
    return UNKNOWN;
  }

  private static Problem refused(M1Code code) {
    return Problem.of(409, "m1-refuses", "M1 refuses it")
        .withDetail("Its code is " + code.value())
        .withAdvice(
            code.equals(M1Code.PARAMETER_MISSING)
                ? "What it names may be gone or not be allowed: look at what M1 lists"
                : "docs/undelivered.md says what each code means");
  }

  private static Problem passing(String why) {
    return Problem.of(503, "m1-not-available", "M1 does not do it just now")
        .withDetail(why)
        .withAdvice("Ask again in a minute");
  }
}
