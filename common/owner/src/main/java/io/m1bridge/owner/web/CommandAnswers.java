package io.m1bridge.owner.web;

import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.Sent;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;

/** What people are told of a command that could not be given. */
public final class CommandAnswers {

  private CommandAnswers() {}

  /**
   * The command, if Kafka has it.
   *
   * @throws ProblemException 503 if it may not be written, or Kafka does not say in time that it is
   */
  public static Sent.Written written(Sent sent) {
    if (sent instanceof Sent.Written written) {
      return written;
    }
    throw sent instanceof Sent.Denied denied ? denied(denied.topic()) : unanswered();
  }

  /** 404: nobody declared the account. */
  public static ProblemException unknown(String account) {
    Problem problem = Problem.of(404, "unknown-account", "There is no such account here");
    return (AccountId.isValid(account)
            ? problem.withDetail("Nothing is known of " + account)
            : problem)
        .withAdvice("Declare it in token-service, or check its id: GET /v1/accounts there")
        .toException();
  }

  private static ProblemException denied(String topic) {
    return Problem.of(503, "commands-denied", "Kafka does not let this service write commands")
        .withAdvice("Grant its user Write on the topic " + topic + ": deploy/kafka/acls")
        .toException();
  }

  private static ProblemException unanswered() {
    return commandUnknown("Kafka did not say in time that it has the command");
  }

  /** 503: the owner was asked to do something, and nobody can tell whether it did. */
  public static ProblemException ownerUnanswered() {
    return commandUnknown("The replica that owns the account did not answer in time");
  }

  private static ProblemException commandUnknown(String why) {
    return Problem.of(503, "command-unknown", "Nobody can tell yet whether it was done")
        .withDetail(why + ": it may have been done")
        .withAdvice("Look at the account before you repeat it")
        .toException();
  }
}
