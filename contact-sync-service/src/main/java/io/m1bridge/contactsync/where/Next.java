package io.m1bridge.contactsync.where;

import io.m1bridge.contactsync.account.AccountHealth;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.delete.JobView;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.QueueEntry;
import io.m1bridge.contactsync.undelivered.Obstacle;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.where.Step.What;
import io.m1bridge.contracts.Undelivered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes next for a contact: when, or what it waits for. */
final class Next {

  private final Sight sight;
  private final ContactState contact;

  private Next(Sight sight) {
    this.sight = sight;
    this.contact = sight.contact();
  }

  /** More than one where a change waits beside one that could not be read. */
  static List<Step> of(Sight sight) {
    return new Next(sight).steps().stream().map(step -> ahead(step, sight.now())).toList();
  }

  /** A time that is past says nothing of what comes: it may come at once. */
  private static Step ahead(Step step, Instant now) {
    Instant at = step.at();
    return at == null || at.isAfter(now) ? step : Step.of(What.NEXT, null, step.says());
  }

  private List<Step> steps() {
    Optional<Obstacle> stored = Obstacle.asStored(contact);
    if (stored.isEmpty()) {
      return List.of(Step.of(What.NEXT, null, nothing()));
    }
    Obstacle obstacle = stored.get();
    List<Step> steps = new ArrayList<>();
    if (obstacle.state() == Undelivered.State.DEAD_LETTERED) {
      Obstacle.onTheWay(contact).ifPresent(way -> steps.add(onTheWay(way)));
      steps.add(Step.of(What.NEXT, null, obstacle.nextStep()));
    } else {
      steps.add(onTheWay(obstacle));
    }
    return steps;
  }

  private String nothing() {
    return contact.desired() == null
        ? "Nothing: the CRM wants no such contact in M1"
        : "Nothing: M1 acknowledged what the CRM wants; whether M1 still shows it so, a pass through"
            + " its list tells";
  }

  private Step onTheWay(Obstacle obstacle) {
    String says = obstacle.nextStep();
    if (contact.progress() instanceof Progress.Held held) {
      return switch (held.phase()) {
        case IN_DOUBT -> Step.of(What.NEXT, landed(), says);
        case IN_FLIGHT ->
            held.row() == null
                ? deleting(says)
                : Step.of(What.NEXT, null, "M1's answer to that call, which may take a minute");
      };
    }
    boolean waits = obstacle.state() == Undelivered.State.WAITING;
    return waits && contact.progress() instanceof Progress.Queued queued
        ? queued(obstacle, queued)
        : Step.of(What.NEXT, null, says);
  }

  /** A job makes a call after the other: none while its account makes none. */
  private Step deleting(String says) {
    return sight
        .account()
        .flatMap(account -> stopped(account, says + ". "))
        .orElseGet(
            () -> Step.of(What.NEXT, sight.job().map(JobView::notBefore).orElse(null), says));
  }

  /** Why nothing is sent for the account; empty if calls go out. */
  private static Optional<Step> stopped(AccountView account, String before) {
    return Optional.ofNullable(account.problem())
        .map(
            problem ->
                Step.of(
                    What.NEXT,
                    account.notBefore(),
                    before
                        + "Nothing is sent for its account: "
                        + problem
                        + ". "
                        + account.advice()));
  }

  /** When its call can no longer land. */
  private @Nullable Instant landed() {
    return sight.intent().map(it -> it.createdAt().plus(sight.inDoubtFor())).orElse(null);
  }

  private Step queued(Obstacle obstacle, Progress.Queued queued) {
    String says = obstacle.nextStep();
    AccountView account = sight.account().orElse(null);
    if (account == null) {
      return Step.of(What.NEXT, null, says);
    }
    boolean plain = obstacle.equals(Obstacle.QUEUED);
    Optional<Step> stopped = stopped(account, plain ? "" : says + ". ");
    if (stopped.isPresent()) {
      return stopped.get();
    }
    Lane lane = QueueEntry.read(queued.queueKey()).lane();
    if (lane == Lane.DELETE && queued.aside() == null && account.heldDeletes() > 0) {
      return Step.of(
          What.NEXT,
          null,
          "Its delete waits for a person: approve or reject the "
              + Words.count(account.heldDeletes(), "delete")
              + " of its account");
    }
    if (lane == Lane.ADD && account.addsNotBefore() != null) {
      return Step.of(
          What.NEXT,
          account.addsNotBefore(),
          "M1 takes no more contacts. " + AccountHealth.FULL.advice());
    }
    return Step.of(What.NEXT, account.notBefore(), plain ? soon(account) : says);
  }

  private static String soon(AccountView account) {
    Long drain = account.forecast().drainSeconds();
    return "It goes with one of the next calls of its account"
        + (drain == null || drain == 0
            ? ""
            : "; all that waits there takes "
                + Words.lasts(Duration.ofSeconds(drain))
                + " at full use of the hour's calls");
  }
}
