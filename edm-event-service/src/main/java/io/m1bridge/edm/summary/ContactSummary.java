package io.m1bridge.edm.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.ContactEngagement;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementEvent.Bounce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one recipient of one account add up to. The same events give the same summary
 * in whatever order they come, since M1 shows some of them late.
 *
 * @param bounces campaigns that bounced in the end, each counted once
 * @param unsubscribed the first time; null if never
 * @param complained the first time; null if never
 * @param finalBounces those after the last sign of life, by time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactSummary(
    long opens,
    long clicks,
    long bounces,
    @Nullable Instant lastOpenAt,
    @Nullable Instant lastClickAt,
    @Nullable Told unsubscribed,
    @Nullable Told complained,
    List<FinalBounce> finalBounces) {

  public static final ContactSummary NONE =
      new ContactSummary(0, 0, 0, null, null, null, null, List.of());

  /** Of more than so many, those in the middle are forgotten: the record must not grow. */
  private static final int MOST_BOUNCES = 16;

  public ContactSummary {
    finalBounces = List.copyOf(finalBounces);
  }

  /** The recipient said something once and for all. */
  public record Told(Instant at, long campaignId) {
    private static Told first(@Nullable Told known, EngagementEvent event) {
      Told told = new Told(event.occurredAt(), event.campaignId());
      return known == null || ORDER.compare(told, known) < 0 ? told : known;
    }

    private static final Comparator<Told> ORDER =
        Comparator.comparing(Told::at).thenComparing(Told::campaignId);
  }

  /** A campaign's mail could not be delivered, and M1 does not try again. */
  public record FinalBounce(Instant at, long campaignId, boolean hard) {
    private static final Comparator<FinalBounce> ORDER =
        Comparator.comparing(FinalBounce::at)
            .thenComparing(FinalBounce::campaignId)
            .thenComparing(FinalBounce::hard);
  }

  /**
   * After one more event.
   *
   * @param firstBounce whether it is the first final bounce of this recipient in its campaign
   */
  public ContactSummary plus(EngagementEvent event, boolean firstBounce) {
    Action action = event.action();
    Instant at = event.occurredAt();
    ContactSummary counted =
        new ContactSummary(
            opens + (action == Action.OPENED ? 1 : 0),
            clicks + (action == Action.CLICKED ? 1 : 0),
            bounces + (firstBounce ? 1 : 0),
            action == Action.OPENED ? latest(lastOpenAt, at) : lastOpenAt,
            action == Action.CLICKED ? latest(lastClickAt, at) : lastClickAt,
            action == Action.UNSUBSCRIBED ? Told.first(unsubscribed, event) : unsubscribed,
            action == Action.COMPLAINED ? Told.first(complained, event) : complained,
            withBounce(event));
    return counted.withoutOutlivedBounces();
  }

  /** When the mailbox last proved to be alive; null if never. */
  @Nullable Instant aliveAt() {
    Instant open = lastOpenAt;
    return open == null ? lastClickAt : latest(lastClickAt, open);
  }

  /** What subscribers are told. */
  public ContactEngagement engagement(String account, String recipient) {
    return new ContactEngagement(
        account, recipient, lastOpenAt, lastClickAt, opens, clicks, bounces);
  }

  private List<FinalBounce> withBounce(EngagementEvent event) {
    Bounce bounce = event.bounce();
    if (event.action() != Action.BOUNCED || bounce == null || !bounce.isFinal()) {
      return finalBounces;
    }
    FinalBounce one =
        new FinalBounce(event.occurredAt(), event.campaignId(), RecipientMark.isHard(bounce));
    if (finalBounces.contains(one)) {
      return finalBounces;
    }
    List<FinalBounce> all = new ArrayList<>(finalBounces);
    all.add(one);
    all.sort(FinalBounce.ORDER);
    if (all.size() > MOST_BOUNCES) {
      all.remove(MOST_BOUNCES / 2);
    }
    return all;
  }

  private ContactSummary withoutOutlivedBounces() {
    Instant alive = aliveAt();
    if (alive == null || finalBounces.isEmpty() || finalBounces.get(0).at().isAfter(alive)) {
      return this;
    }
    return new ContactSummary(
        opens,
        clicks,
        bounces,
        lastOpenAt,
        lastClickAt,
        unsubscribed,
        complained,
        finalBounces.stream().filter(bounce -> bounce.at().isAfter(alive)).toList());
  }

  private static Instant latest(@Nullable Instant known, Instant other) {
    return known == null || other.isAfter(known) ? other : known;
  }

  /** Hides when a person did what. */
  @Override
  public String toString() {
    return "ContactSummary[…]";
  }
}
