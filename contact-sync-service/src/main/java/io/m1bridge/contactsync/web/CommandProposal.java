package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.view.AccountView;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command of the page would do, where a person is to know it before.
 *
 * @param says what happens
 * @param button what the person confirms it with
 * @param contact the CRM's key of the contact to forget; null of any other action
 * @param told contacts that it concerns, where more of them are another question; else null
 */
record CommandProposal(
    String action, String says, String button, @Nullable String contact, @Nullable Integer told) {

  private static final Set<String> CONFIRMED =
      Set.of("approve", "reject", "forget", "retry", "repair", "reset-incarnation");

  /** More of them, as a share, is still what a person was told: the CRM goes on meanwhile. */
  private static final int TOLERATED_PART = 10;

  /** Whether an action is told first, and confirmed. */
  static boolean isFor(String action) {
    return CONFIRMED.contains(action);
  }

  /**
   * What would happen; empty for what is undone as easily as it is done.
   *
   * @param contact the CRM's key of the contact to forget
   */
  static Optional<CommandProposal> of(
      AccountView account, String action, @Nullable String contact) {
    String id = account.account();
    int held = account.heldDeletes();
    return Optional.ofNullable(
        switch (action) {
          case "approve" ->
              new CommandProposal(
                  action,
                  "%,d contacts of %s are deleted in M1, and those that are to be deleted until this arrives. M1 cannot undo it"
                      .formatted(held, id),
                  "Delete them in M1",
                  null,
                  held);
          case "reject" ->
              new CommandProposal(
                  action,
                  "%,d contacts of %s stay in M1. Each delete becomes a dead letter (delete-rejected), and is not tried again"
                      .formatted(held, id),
                  "Keep them in M1",
                  null,
                  held);
          case "forget" ->
              new CommandProposal(
                  action,
                  "The contact %s of %s is deleted in M1, whatever the account's mode, and what is kept of it goes. M1 cannot undo it"
                      .formatted(contact, id),
                  "Forget it",
                  contact,
                  null);
          case "retry" ->
              new CommandProposal(
                  action,
                  "What M1 refused among the %,d undelivered contacts of %s is sent again. Do it once the cause is mended: a batch that is refused again costs calls"
                      .formatted(account.undelivered(), id),
                  "Send it again",
                  null,
                  null);
          case "repair" ->
              new CommandProposal(
                  action,
                  "What M1 shows otherwise among the %,d undelivered contacts of %s is written again, over whatever somebody typed into M1; what is missing is added"
                      .formatted(account.undelivered(), id),
                  "Write it again",
                  null,
                  null);
          case "reset-incarnation" ->
              new CommandProposal(
                  action,
                  "What is believed of the M1 account before is forgotten, and every contact of %s that the CRM wants is added to the new one"
                      .formatted(id),
                  "Add all of them",
                  null,
                  null);
          default -> null;
        });
  }

  /** Whether it still is what a person was told. */
  boolean isAsTold(AccountView now) {
    return told == null || now.heldDeletes() <= told + told / TOLERATED_PART;
  }

  /** Says nothing of whom it names. */
  @Override
  public String toString() {
    return "CommandProposal[" + action + "]";
  }
}
