package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.undelivered.Obstacle;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.ReconcileView;
import io.m1bridge.contracts.Undelivered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far it is that a contact is forgotten.
 *
 * @param id digest of the account and the contact's key
 * @param contact the CRM's key; null once it is forgotten
 * @param by who asked
 * @param atM1 {@code waiting}, {@code not-known} (it was never known to stand there), {@code
 *     deleted} (M1 showed that it is gone), {@code kept-for-another} (another contact of the CRM
 *     has the address) or {@code out-of-reach} (another M1 account stands behind the id since)
 * @param why what it waits for; null once it is forgotten
 * @param stateGone whether nothing of it is left in the stores of the service
 * @param goneAt since when; null before
 * @param topics until when what cannot go at once stays on the brokers' disks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ForgetView(
    String account,
    String id,
    @Nullable String contact,
    String by,
    Instant askedAt,
    Forget.AtM1 atM1,
    @Nullable String why,
    boolean stateGone,
    @Nullable Instant goneAt,
    List<InTopic> topics) {

  public ForgetView {
    topics = List.copyOf(topics);
  }

  /**
   * What stays in a topic.
   *
   * @param upstream whether it is the CRM's: what was written there until {@code goneAt}
   * @param keptSeconds at most so long after {@code goneAt}; null where nobody can tell
   * @param goneBy that time; null before {@code goneAt}, and where nobody can tell
   * @param open why nobody can tell; null where somebody can
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InTopic(
      String topic,
      boolean upstream,
      @Nullable Long keptSeconds,
      @Nullable Instant goneBy,
      @Nullable String open) {}

  /**
   * @param why what it waits for; not looked at once it is forgotten
   */
  static ForgetView of(Forget forget, String why, List<InTopic> topics) {
    boolean done = forget.isDone();
    return new ForgetView(
        forget.account().value(),
        forget.id(),
        forget.contact(),
        forget.by(),
        forget.askedAt(),
        done || forget.atM1() != Forget.AtM1.NOT_KNOWN ? forget.atM1() : Forget.AtM1.WAITING,
        done ? null : why,
        done,
        forget.goneAt(),
        topics);
  }

  /**
   * What an order that is not done waits for: where the contact is, how far the lists are read that
   * have to tell its id, and why its account makes no calls, if it makes none.
   *
   * @param contact null where the order was not looked at yet
   * @param account empty where this process does not know it
   */
  public static String why(@Nullable ContactState contact, Optional<AccountView> account) {
    Optional<Obstacle> obstacle = Optional.ofNullable(contact).flatMap(Obstacle::onTheWay);
    if (obstacle.isEmpty()) {
      return with("asked", account);
    }
    Obstacle at = obstacle.get();
    if (at.state() == Undelivered.State.REJECTED) {
      return "rejected: " + at.reason();
    }
    String cut =
        account
            .map(AccountView::reconcile)
            .filter(lists -> at.equals(Obstacle.ID_AWAITED))
            .map(ReconcileView::cut)
            .map(why -> " (the last pass was cut short: " + why + ")")
            .orElse("");
    return with(at.reason() + cut, account);
  }

  private static String with(String at, Optional<AccountView> account) {
    return account.map(AccountView::problem).map(problem -> at + ": " + problem).orElse(at);
  }
}
