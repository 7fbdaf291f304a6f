package io.m1bridge.token.page;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.AccountOps.Activation;
import io.m1bridge.token.connect.Callback;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which a connect can end badly: what happened, and what to do. In all of them the
 * account is as it was.
 */
final class ConnectProblems {

  private static final String AS_IT_WAS = " The account is as it was.";

  private ConnectProblems() {}

  static AccountId accountId(String id) {
    if (!AccountId.isValid(id)) {
      throw unknownAccount();
    }
    return new AccountId(id);
  }

  static ProblemException unknownAccount() {
    return Problem.of(404, "unknown-account", "There is no such account")
        .withDetail("Nobody declared it, or it was removed.")
        .withAdvice("Declare it in the configuration, or by PUT /v1/accounts/{id}.")
        .toException();
  }

  static ProblemException gone() {
    return Problem.of(410, "account-gone", "The account was removed meanwhile")
        .withDetail(
            "It was declared when this connect began and is not any more. No token was kept.")
        .withAdvice(
            "If it is still wanted, declare it again, then connect it. At M1 the consent still stands: take"
                + " it back there if it must not.")
        .toException();
  }

  static ProblemException noFlow() {
    return Problem.of(400, "no-flow", "No connect is under way in this browser")
        .withDetail(
            "It was begun in another browser, in another profile, or not at all." + AS_IT_WAS)
        .withAdvice(
            "Begin again from the list of accounts, and go through M1's page in the same browser.")
        .toException();
  }

  static ProblemException flowExpired() {
    return Problem.of(400, "flow-expired", "This connect took too long")
        .withDetail("It was begun more than 10 minutes ago." + AS_IT_WAS)
        .withAdvice("Begin again from the list of accounts.")
        .toException();
  }

  static ProblemException otherFlow() {
    return Problem.of(400, "other-flow", "This answer belongs to another connect")
        .withDetail(
            "The state that M1 returned is not the one of this browser's connect, which goes on as before."
                + AS_IT_WAS)
        .withAdvice(
            "If M1's page is still open in another tab, finish it there. If you did not come from M1's page,"
                + " somebody sent you here: leave it at that.")
        .toException();
  }

  static ProblemException flowReplaced(AccountId next) {
    return Problem.of(
            409, "flow-replaced", "Another connect was begun in this browser after this one")
        .withDetail(
            "A browser connects one account at a time: this connect ended when that of account "
                + next
                + " began, which goes on."
                + AS_IT_WAS)
        .withAdvice(
            "Finish that one first, in its own tab; then begin this one again from the list of accounts.")
        .toException();
  }

  static ProblemException notByPerson() {
    return Problem.of(403, "not-a-visit", "This address is for M1's page to lead a person to")
        .withDetail("A page asked for it in the background." + AS_IT_WAS)
        .withAdvice("Begin from the list of accounts.")
        .toException();
  }

  static ProblemException refusedConsent(@Nullable String error) {
    return Problem.of(400, "consent-refused", "M1 did not give its consent")
        .withDetail(
            ("access_denied".equals(error)
                    ? "Consent was refused on M1's page."
                    : "M1's page came back without a code.")
                + AS_IT_WAS)
        .withAdvice(
            "If that was not intended, begin again from the list of accounts, and allow access.")
        .toException();
  }

  /** For every end of a callback but a confirmation. */
  static ProblemException of(Callback end) {
    if (end instanceof Callback.UsedBefore) {
      return Problem.of(409, "flow-used", "This connect was used already")
          .withDetail(
              "A code of M1 works once, and so does a connect: a second answer is not taken.")
          .withAdvice(
              "If a confirmation is open, check M1's account number there before you confirm. Else look at the"
                  + " list of accounts, and begin again if it is not connected.")
          .toException();
    }
    if (end instanceof Callback.CodeRefused refused) {
      return codeRefused(refused.error());
    }
    if (end instanceof Callback.NotReached) {
      return Problem.of(502, "m1-not-reached", "M1 cannot be reached")
          .withDetail(
              "M1's code was not sent, or a gateway answered in M1's place: the code is still good for a few minutes."
                  + AS_IT_WAS)
          .withAdvice(
              "Load this page again in a minute; after 10 minutes begin again. If it stays like this, see"
                  + " whether token-service can reach M1 (m1bridge.m1.auth-url).")
          .toException();
    }
    if (end instanceof Callback.Unclear) {
      return Problem.of(504, "m1-unclear", "M1 did not answer")
          .withDetail("M1's code was sent and may be spent; no token came back." + AS_IT_WAS)
          .withAdvice(
              "Loading this page again does not help, since a code works once: begin again from the list of"
                  + " accounts in a minute.")
          .toException();
    }
    return gone();
  }

  private static ProblemException codeRefused(String error) {
    Problem problem =
        Problem.of(502, "code-refused", "M1 gave no tokens")
            .withDetail("M1 refused the code: " + error + "." + AS_IT_WAS);
    return (switch (error) {
          case "invalid_grant" ->
              problem.withAdvice(
                  "The code was used before, is too old, or belongs to another application: begin again from"
                      + " the list of accounts.");
          case "invalid_client" ->
              problem.withAdvice(
                  "M1 does not know this client id and secret: check what was declared for the account, then"
                      + " begin again.");
          default ->
              problem.withAdvice(
                  "Begin again. If it happens again, check the client id, the secret and the redirect URI.");
        })
        .toException();
  }

  static ProblemException nothingWaits() {
    return Problem.of(409, "nothing-to-confirm", "Nothing waits for confirmation")
        .withDetail(
            "It was confirmed already, waited for more than 10 minutes, or token-service restarted meanwhile:"
                + " until they are confirmed, tokens are kept in memory only.")
        .withAdvice("Look at the list of accounts; begin again if it is not connected.")
        .toException();
  }

  /** For every end of a confirmation but an active account. */
  static ProblemException of(Activation end) {
    if (end instanceof Activation.OtherAccount other) {
      return Problem.of(409, "other-m1-account", "That is a different M1 account")
          .withDetail(
              "This account was connected to M1's account "
                  + other.before()
                  + ", the consent came from "
                  + other.now()
                  + "."
                  + AS_IT_WAS)
          .withAdvice(
              "Sign in to M1 as the right one and connect again; or connect as a new incarnation, if it"
                  + " really is another account now.")
          .toException();
    }
    return gone();
  }
}
