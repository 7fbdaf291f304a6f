package io.m1bridge.edm.web;

import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.edm.poll.AccountStatus;
import io.m1bridge.edm.stream.PollBoard;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.command.Sent;
import io.m1bridge.owner.web.CommandAnswers;
import io.m1bridge.owner.web.Question;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what a person asks for and writes it as a command. Of what another replica owns that one
 * is asked; where it does not answer, the command is written all the same, and it looks itself.
 */
public final class Commands {

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  /** What is 404 only of an account that is not known. */
  private static final String ANY_ESTIMATE = "/backfill/estimate?from=1970-01-01&to=1970-01-02";

  private final CommandLog log;
  private final PollBoard board;
  private final Owner owner;
  private final int partitions;
  private final ZoneId zone;

  /**
   * Who asks.
   *
   * @param name for the audit
   * @param headers of the call, by name: the owner is asked as who asks
   */
  record Asker(String name, UnaryOperator<@Nullable String> headers) {}

  /** Who owns an account. */
  @FunctionalInterface
  public interface Owner {

    /**
     * Its answer to a question about an account; empty where this process is the owner.
     *
     * @throws ProblemException 503 while the account moves
     */
    Optional<Response> answer(String account, Question question);
  }

  /**
   * @param owner such as {@code replicas::answer}
   * @param topic of commands, partitioned as all that is owned by account
   * @param zone of the days of a range
   */
  public Commands(CommandLog log, PollBoard board, Owner owner, TopicSpec topic, ZoneId zone) {
    this.log = log;
    this.board = board;
    this.owner = owner;
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
   * @param who asks
   * @throws ProblemException if there is no such account, campaign or action, or no answer of Kafka
   */
  Sent.Written give(String account, CommandRequest request, Asker who) {
    String action = request.action() == null ? "" : request.action();
    return switch (action) {
      case "poll-now" ->
          pollNow(account, request.campaign() == null ? -1 : request.campaign(), who);
      case "backfill" -> backfill(account, Range.of(request.from(), request.to(), zone), who);
      default ->
          throw Problem.of(400, "unknown-action", "There is no such action")
              .withAdvice("The field `action` is one of poll-now, backfill")
              .toException();
    };
  }

  /** Has a campaign polled before all others. */
  Sent.Written pollNow(String account, long campaign, Asker who) {
    AccountId id = known(account, who);
    Optional<AccountStatus> here = board.account(account);
    if (campaign < 0
        || (here.isPresent()
            ? !here.get().has(campaign)
            : isUnknownToOwner(id, "/campaigns/" + campaign, who))) {
      throw Problem.of(404, "unknown-campaign", "There is no such campaign of the account")
          .withAdvice(
              "The field `campaign` is M1's id: GET /v1/campaigns. An old one that is not listed"
                  + " there is found by a backfill")
          .toException();
    }
    return order(
        id, Command.Action.POLL_NOW, Map.of(Command.CAMPAIGN, Long.toString(campaign)), who.name());
  }

  private Sent.Written backfill(String account, Range range, Asker who) {
    return order(
        known(account, who),
        Command.Action.BACKFILL,
        Map.of(Command.FROM, range.from().toString(), Command.TO, range.to().toString()),
        who.name());
  }

  private AccountId known(String account, Asker who) {
    if (!AccountId.isValid(account)) {
      throw CommandAnswers.unknown(account);
    }
    AccountId id = new AccountId(account);
    if (board.account(account).isEmpty()
        && (board.owns(AccountPartitioner.partition(account, partitions))
            || isUnknownToOwner(id, ANY_ESTIMATE, who))) {
      throw CommandAnswers.unknown(account);
    }
    return id;
  }

  /** Only a plain no: while the account moves, or the owner does not answer, nobody knows. */
  private boolean isUnknownToOwner(AccountId id, String route, Asker who) {
    Question question = Question.json("/v1/accounts/" + id.value() + route, who.headers());
    try {
      return owner
          .answer(id.value(), question)
          .filter(answer -> answer.getStatus() == Response.Status.NOT_FOUND.getStatusCode())
          .isPresent();
    } catch (ProblemException e) {
      LogLine.debug(LOG)
          .with(LogKey.REASON, e.problem().title())
          .say("The owner is not asked before a command is written");
      return false;
    }
  }

  private Sent.Written order(
      AccountId id, Command.Action action, Map<String, String> arguments, String by) {
    return CommandAnswers.written(log.order(id, action, arguments, by));
  }
}
