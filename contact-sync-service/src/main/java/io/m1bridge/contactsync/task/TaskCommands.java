package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.dryrun.DryRuns;
import io.m1bridge.contactsync.forget.Forgets;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.contracts.Command;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person asks of an account, given to the part that does it. */
final class TaskCommands {

  private static final Logger LOG = LoggerFactory.getLogger(TaskCommands.class);

  private final Accounts accounts;
  private final IncarnationReset reset;
  private final DeleteGuard guard;
  private final DryRuns dryRuns;
  private final Resend resend;
  private final Reconcile reconcile;
  private final Forgets forgets;

  TaskCommands(
      Accounts accounts,
      IncarnationReset reset,
      DeleteGuard guard,
      DryRuns dryRuns,
      Resend resend,
      Reconcile reconcile,
      Forgets forgets) {
    this.accounts = accounts;
    this.reset = reset;
    this.guard = guard;
    this.dryRuns = dryRuns;
    this.resend = resend;
    this.reconcile = reconcile;
    this.forgets = forgets;
  }

  /** Carries it out; a command that finds nothing to do is logged. */
  void take(AccountId id, Command command) {
    switch (command.action()) {
      case PAUSE -> accounts.pause(id, command);
      case RESUME -> accounts.resume(id, command);
      case RESET_INCARNATION -> resetIncarnation(id);
      case APPROVE, REJECT -> decideDeletes(id, command);
      case RETRY -> resend.refused(id);
      case REPAIR -> resend.differing(id);
      case RECONCILE -> reconcile.begin(id);
      case FORGET -> forget(id, command);
      default -> nothingToDo(id, command.action());
    }
  }

  private void forget(AccountId id, Command command) {
    String contact = command.arguments().getOrDefault(Command.CONTACT, "");
    if (contact.isBlank()) {
      nothingToDo(id, command.action());
    } else {
      forgets.begin(new ContactKey(id, contact), command.by(), command.at());
    }
  }

  private void resetIncarnation(AccountId id) {
    if (accounts.isOther(id)) {
      reset.begin(id);
    } else {
      nothingToDo(id, Command.Action.RESET_INCARNATION);
    }
  }

  private void decideDeletes(AccountId id, Command command) {
    int held = dryRuns.isDry(id) ? 0 : guard.held(id);
    if (held == 0) {
      nothingToDo(id, command.action());
      return;
    }
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, id)
        .with(LogKey.ACTION, command.action())
        .with(LogKey.BY, command.by())
        .with(LogKey.COUNT, held)
        .say("A person decided about the deletes that wait");
    if (command.action() == Command.Action.APPROVE) {
      guard.approve(id);
    } else {
      guard.reject(id);
    }
  }

  private static void nothingToDo(AccountId id, Command.Action action) {
    LogLine.warn(LOG)
        .with(LogKey.ACCOUNT_ID, id)
        .with(LogKey.ACTION, action)
        .say("The command has nothing to do");
  }
}
