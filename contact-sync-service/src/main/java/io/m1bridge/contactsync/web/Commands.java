package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.command.Sent;
import io.m1bridge.owner.web.CommandAnswers;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a person asks for and writes it as a command. What this process knows of the account
 * is checked; what another replica owns goes to it as it is, and it looks itself.
 */
public final class Commands {

  private static final Map<String, Command.Action> ACTIONS =
      new TreeMap<>(
          Map.of(
              "pause", Command.Action.PAUSE,
              "resume", Command.Action.RESUME,
              "approve", Command.Action.APPROVE,
              "reject", Command.Action.REJECT,
              "retry", Command.Action.RETRY,
              "reconcile", Command.Action.RECONCILE,
              "repair", Command.Action.REPAIR,
              "forget", Command.Action.FORGET,
              "reset-incarnation", Command.Action.RESET_INCARNATION));

  private final CommandLog log;
  private final TaskViews views;
  private final int partitions;

  /**
   * @param topic of commands, partitioned as all that is owned by account
   */
  public Commands(CommandLog log, TaskViews views, TopicSpec topic) {
    this.log = log;
    this.views = views;
    this.partitions = topic.partitions();
  }

  /**
   * Writes a command.
   *
   * @param contact the CRM's key of the contact to forget; of no other action
   * @param by who asks
   * @throws ProblemException if there is no such account or action, nothing to do, or no answer of
   *     Kafka
   */
  Sent.Written give(String account, @Nullable String action, @Nullable String contact, String by) {
    Command.Action asked = check(account, action, contact);
    AccountId id = new AccountId(account);
    return CommandAnswers.written(
        asked == Command.Action.FORGET
            ? log.order(id, asked, Map.of(Command.CONTACT, named(contact)), by)
            : log.send(id, asked, by));
  }

  /**
   * What is asked for, if it may be given now.
   *
   * @throws ProblemException if there is no such account or action, or nothing to do
   */
  Command.Action check(String account, @Nullable String action, @Nullable String contact) {
    Command.Action asked = action(action);
    if (!AccountId.isValid(account)) {
      throw CommandAnswers.unknown(account);
    }
    Optional<AccountView> view = views.account(account);
    if (view.isEmpty() && views.owns(AccountPartitioner.partition(account, partitions))) {
      throw CommandAnswers.unknown(account);
    }
    view.ifPresent(known -> mustHaveSomethingToDo(known, asked));
    if (asked == Command.Action.FORGET) {
      named(contact);
    }
    return asked;
  }

  /** Whether there is an action of this name. */
  static boolean isAction(@Nullable String name) {
    return name != null && ACTIONS.containsKey(name);
  }

  private static Command.Action action(@Nullable String name) {
    Command.Action action = name == null ? null : ACTIONS.get(name);
    if (action == null) {
      throw Problem.of(400, "unknown-action", "There is no such action")
          .withAdvice("The field `action` is one of " + String.join(", ", ACTIONS.keySet()))
          .toException();
    }
    return action;
  }

  private static String named(@Nullable String contact) {
    if (contact == null || contact.isBlank()) {
      throw Problem.of(400, "contact-missing", "Which contact is to be forgotten is not said")
          .withAdvice("The field `contact` is its key in the CRM, as in its changes")
          .toException();
    }
    return contact;
  }

  private static void mustHaveSomethingToDo(AccountView account, Command.Action action) {
    if ((action == Command.Action.APPROVE || action == Command.Action.REJECT)
        && account.heldDeletes() == 0) {
      throw Problem.of(409, "nothing-held", "No deletes of this account wait for a person")
          .withAdvice("Somebody else may have decided: look at its queue")
          .toException();
    }
    boolean resends = action == Command.Action.RETRY || action == Command.Action.REPAIR;
    if (resends && account.undelivered() == 0) {
      throw Problem.of(409, "nothing-undelivered", "Every contact of this account is delivered")
          .withAdvice("There is nothing to send again")
          .toException();
    }
    if (action == Command.Action.RESET_INCARNATION && !account.otherIncarnation()) {
      throw Problem.of(409, "same-incarnation", "The M1 account behind this id is the same")
          .withAdvice("There is nothing to reset: what is believed of its contacts applies")
          .toException();
    }
  }
}
