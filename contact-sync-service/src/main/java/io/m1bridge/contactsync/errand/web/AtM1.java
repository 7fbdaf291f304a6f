package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.time.Duration;

/** Asks M1 for people, and counts what that takes. */
public final class AtM1 {

  /** Other questions wait already. */
  static final String MANY_ASK = "many-ask";

  private static final String NOT_MADE = "no-call-made";

  private final Asker asker;

  AtM1(Asker asker) {
    this.asker = asker;
  }

  /**
   * A person's question, which may take several calls.
   *
   * @param by who asks
   */
  Asking of(AccountId account, String by) {
    return new Asking(account, by);
  }

  /** How long what looks at M1 and then changes it may take. */
  Duration patience() {
    return asker.longest().multipliedBy(2).plusSeconds(10);
  }

  /** Whether it says that M1 was not asked at all. */
  static boolean isNotMade(Problem problem) {
    return problem.type().toString().endsWith(":" + NOT_MADE)
        || problem.type().toString().endsWith(":" + MANY_ASK);
  }

  /** Counts the calls that it takes. Not thread-safe. */
  final class Asking {

    private final AccountId account;
    private final String by;
    private int calls;
    private int incarnation;

    private Asking(AccountId account, String by) {
      this.account = account;
      this.by = by;
    }

    /** How many calls of the hour it took so far. */
    int calls() {
      return calls;
    }

    /** Which M1 account the last call went to; 0 before there was one. */
    int incarnation() {
      return incarnation;
    }

    /**
     * Makes a call.
     *
     * @throws ProblemException if M1 does not do it, or nobody can tell
     */
    @SuppressWarnings("unchecked") // an answer is that of its call
    <T> T ask(M1Call<T> call) {
      Reply reply = asker.ask(account, call, by);
      if (reply instanceof Reply.NotPlanned no) {
        throw notMade(no.lasting() ? 409 : 503, no.why());
      }
      CallEnd end = ((Reply.Ended) reply).end();
      if (end instanceof CallEnd.NotMade no) {
        throw notMade(503, no.reason().words());
      }
      if (end instanceof CallEnd.NotSent) {
        throw problem(Problem.of(500, "call-not-sent", "The call could not be put together"));
      }
      calls++;
      if (end instanceof CallEnd.Made made) {
        incarnation = made.token().incarnation();
      }
      if (end instanceof CallEnd.Made made && made.outcome() instanceof M1Outcome.Accepted<?> yes) {
        return (T) yes.value();
      }
      throw problem(
          end instanceof CallEnd.Made made ? Refusals.of(made.outcome()) : Refusals.UNKNOWN);
    }

    private ProblemException notMade(int status, String why) {
      return problem(
          Problem.of(status, NOT_MADE, "M1 was not asked")
              .withDetail(why)
              .withAdvice(
                  status == 409 ? "Do what it says, then ask again" : "Ask again in a minute"));
    }

    private ProblemException problem(Problem problem) {
      String detail = problem.detail();
      return problem
          .withDetail((detail == null ? "" : detail + ". ") + "Calls of the hour taken: " + calls)
          .toException();
    }
  }
}
