package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.confirm.Confirmations;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes of what an account has at M1: told first, made when a person confirms them. */
public final class Changes {

  private static final List<String> ACTIONS =
      List.of(
          "add-group",
          "add-property",
          "add-tag",
          "delete-group",
          "delete-property",
          "edit-property");

  private final GroupPlans groups;
  private final PropertyPlans properties;
  private final Confirmations<Pending> confirmations;

  Changes(PropertyUse use, Optional<String> doNotMail, Clock clock) {
    this.groups = new GroupPlans(doNotMail);
    this.properties = new PropertyPlans(use);
    this.confirmations = new Confirmations<>(clock);
  }

  /**
   * Tells what a change would do; nothing is done.
   *
   * @throws ProblemException if it cannot be done, or M1 does not tell what is there
   */
  Proposal propose(AtM1.Asking asking, AccountId account, ChangeRequest asked) {
    Plan plan = plan(asking, account, asked);
    Confirmations.Held<Pending> held =
        confirmations.hold(account, new Pending(asked, plan, asking.incarnation()));
    return new Proposal(
        plan.says(),
        plan.contacts(),
        plan.atLeast(),
        plan.warnings(),
        held.confirmation(),
        held.expiresAt(),
        asking.calls());
  }

  /**
   * A change that a person was told of.
   *
   * @param asked what they asked for, to be looked at again when they confirm it
   * @param plan what it is by what M1 had then
   * @param incarnation of the account then: ids are those of one M1 account
   */
  private record Pending(ChangeRequest asked, Plan plan, int incarnation) {}

  private Plan plan(AtM1.Asking asking, AccountId account, ChangeRequest asked) {
    String name = Named.checked("name", asked.name());
    @Nullable String action = asked.action();
    return switch (action == null ? "" : action) {
      case "add-group" -> groups.toAdd(asking, name);
      case "delete-group" -> groups.toDelete(asking, account, name, asked);
      case "add-tag" -> groups.toAddTag(asking, name);
      case "add-property" -> properties.toAdd(asking, name, asked);
      case "edit-property" -> properties.toEdit(asking, account, name, asked);
      case "delete-property" -> properties.toDelete(asking, account, name, asked);
      default ->
          throw Problem.of(400, "unknown-action", "There is no such action")
              .withAdvice("The field `action` is one of " + String.join(", ", ACTIONS))
              .toException();
    };
  }

  /**
   * Makes the change that was told.
   *
   * @throws ProblemException if there is none any more, or M1 does not do it
   */
  Changed confirm(AtM1.Asking asking, AccountId account, String confirmation) {
    Confirmations.Held<Pending> held =
        confirmations
            .take(account, confirmation)
            .orElseThrow(
                () ->
                    Problem.of(404, "confirmation-unknown", "Nothing waits for this confirmation")
                        .withAdvice(
                            "It was given already, is older than 10 minutes, or the account moved:"
                                + " ask what would happen once more")
                        .toException());
    Pending pending = held.what();
    boolean looked = false;
    try {
      mustBeAsTold(asking, account, pending);
      looked = true;
      Object answer = asking.ask(pending.plan().call());
      return new Changed(
          pending.plan().says(),
          answer instanceof M1Answers.Group made ? made.id() : null,
          asking.calls());
    } catch (ProblemException e) {
      // While M1 was only looked at, whatever failed of that passes too.
      if (!AtM1.isNotMade(e.problem()) && (looked || e.problem().status() < 500)) {
        throw e;
      }
      confirmations.keep(held);
      String advice = e.problem().advice();
      throw e.problem()
          .withAdvice((advice == null ? "" : advice + ". ") + "The confirmation still holds")
          .toException();
    }
  }

  /** Between the two somebody else may have made, changed or deleted it. */
  private void mustBeAsTold(AtM1.Asking asking, AccountId account, Pending pending) {
    Plan now = plan(asking, account, pending.asked());
    if (asking.incarnation() != pending.incarnation() || !now.isAsTold(pending.plan())) {
      throw Problem.of(409, "changed-since", "M1 does not have what it had when you were asked")
          .withDetail("Nothing was done")
          .withAdvice("Ask what would happen once more")
          .toException();
    }
  }
}
