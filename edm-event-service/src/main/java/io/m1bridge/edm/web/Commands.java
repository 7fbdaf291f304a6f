package io.m1bridge.edm.web;

import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.edm.poll.AccountStatus;
import io.m1bridge.edm.stream.PollBoard;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.command.Sent;
import io.m1bridge.owner.web.CommandAnswers;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what a person asks for and writes it as a command. What this process knows of the account
 * is checked; what another replica owns goes to it as it is, and it looks itself.
 */
public final class Commands {

  private final CommandLog log;
  private final PollBoard board;
  private final int partitions;
  private final ZoneId zone;

  /**
   * @param topic of commands, partitioned as all that is owned by account
   * @param zone of the days of a range
   */
  public Commands(CommandLog log, PollBoard board, TopicSpec topic, ZoneId zone) {
    this.log = log;
    this.board = board;
    this.partitions = topic.partitions();
    this.zone = zone;
  }

  /** The zone of the days of a range. */
  ZoneId zone() {
    return zone;
  }

  /**
   * Writes a command.
   *
   * @param by who asks
   * @throws ProblemException if there is no such account, campaign or action, or no answer of Kafka
   */
  Sent.Written give(String account, CommandRequest request, String by) {
    String action = request.action() == null ? "" : request.action();
    return switch (action) {
      case "poll-now" -> pollNow(account, request.campaign() == null ? -1 : request.campaign(), by);
      case "backfill" -> backfill(account, Range.of(request.from(), request.to(), zone), by);
      default ->
          throw Problem.of(400, "unknown-action", "There is no such action")
              .withAdvice("The field `action` is one of poll-now, backfill")
              .toException();
    };
  }

  /** Has a campaign polled before all others. */
  Sent.Written pollNow(String account, long campaign, String by) {
    AccountId id = known(account);
    Optional<AccountStatus> here = board.account(account);
    if (campaign < 0 || here.isPresent() && !here.get().has(campaign)) {
      throw Problem.of(404, "unknown-campaign", "There is no such campaign of the account")
          .withAdvice(
              "The field `campaign` is M1's id: GET /v1/campaigns. An old one that is not listed"
                  + " there is found by a backfill")
          .toException();
    }
    return order(
        id, Command.Action.POLL_NOW, Map.of(Command.CAMPAIGN, Long.toString(campaign)), by);
  }

  private Sent.Written backfill(String account, Range range, String by) {
    return order(
        known(account),
        Command.Action.BACKFILL,
        Map.of(Command.FROM, range.from().toString(), Command.TO, range.to().toString()),
        by);
  }

  private AccountId known(String account) {
    boolean valid = AccountId.isValid(account);
    if (!valid
        || (board.account(account).isEmpty()
            && board.owns(AccountPartitioner.partition(account, partitions)))) {
      throw CommandAnswers.unknown(account);
    }
    return new AccountId(account);
  }

  private Sent.Written order(
      AccountId id, Command.Action action, Map<String, String> arguments, String by) {
    return CommandAnswers.written(log.order(id, action, arguments, by));
  }
}
